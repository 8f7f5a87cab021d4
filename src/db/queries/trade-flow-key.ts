import { type SQL, sql } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import { partyNouns, type RecordNoun } from '../../model/vocabulary.ts';
import { all, type Row, type Scope } from '../sql-builder.ts';
import { commodities, parties, sources, type tradeFlows } from '../tables/index.ts';
import { survivorOf } from './key-lookup.ts';

type FlowRow = Row<typeof tradeFlows>;
interface Keyed {
  column: 'sourceId' | 'reporterId' | 'partnerId' | 'commodityId';
  table: SQLiteTable;
  nouns: readonly RecordNoun[];
}

/** What tells a flow from all others, in keys: it outlives a rebuild of the database. */
const keyed: readonly Keyed[] = [
  { column: 'sourceId', table: sources, nouns: ['source'] },
  { column: 'reporterId', table: parties, nouns: partyNouns },
  { column: 'partnerId', table: parties, nouns: partyNouns },
  { column: 'commodityId', table: commodities, nouns: ['commodity'] },
];
const plain = ['direction', 'year', 'product', 'ordinal'] as const;

/** A JSON array: the keys of source, reporter, partner and commodity, then direction, year, product and ordinal. */
export function tradeFlowKey(scope: Scope, row: FlowRow): SQL {
  const keys = keyed.map(({ column, table }) => {
    const { row: named, from } = scope.table(table) as { row: Row; from: SQL };
    return sql`(SELECT ${named.key} FROM ${from} WHERE ${named.id} = ${row[column]})`;
  });
  return sql`json_array(${sql.join([...keys, ...plain.map((column) => row[column])], sql`, `)})`;
}

/** The flow of that key, found by its index; undefined where it is no such key. */
export function tradeFlowIs(scope: Scope, row: FlowRow, key: string): SQL | undefined {
  const parts = parsed(key);
  if (!parts) return undefined;
  const ids = keyed.map(({ column, table, nouns }, index) => {
    const { row: named, from } = scope.table(table) as { row: Row; from: SQL };
    const name = String(parts[index]);
    const found = (wanted: SQL): SQL => sql`(SELECT ${named.id} FROM ${from} WHERE ${named.key} = ${wanted})`;
    return sql`${row[column]} = coalesce(${found(sql`${name}`)}, ${found(survivorOf(scope, name, nouns))})`;
  });
  return all([...ids, ...plain.map((column, index) => sql`${row[column]} = ${parts[keyed.length + index]}`)]);
}

function parsed(key: string): unknown[] | undefined {
  let parts: unknown;
  try {
    parts = JSON.parse(key);
  } catch {
    return undefined;
  }
  const shape = ['string', 'string', 'string', 'string', 'string', 'number', 'string', 'number'];
  const fits =
    Array.isArray(parts) && parts.length === shape.length && parts.every((part, index) => typeof part === shape[index]);
  return fits && JSON.stringify(parts) === key ? (parts as unknown[]) : undefined;
}

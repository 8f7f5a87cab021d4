import { type SQL, sql } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import { partyNouns, type RecordNoun } from '../../model/vocabulary.ts';
import { type AliasedColumns, allOf, type StatementContext } from '../sql-builder.ts';
import { commodities, parties, sources, type tradeFlows } from '../tables/index.ts';
import { selectSurvivorKey } from './key-lookup.ts';

type TradeFlowColumns = AliasedColumns<typeof tradeFlows>;
interface KeyedColumn {
  column: 'sourceId' | 'reporterId' | 'partnerId' | 'commodityId';
  table: SQLiteTable;
  nouns: readonly RecordNoun[];
}

/** The columns that identify a flow, by keys, which survive a rebuild of the database. */
const keyedColumns: readonly KeyedColumn[] = [
  { column: 'sourceId', table: sources, nouns: ['source'] },
  { column: 'reporterId', table: parties, nouns: partyNouns },
  { column: 'partnerId', table: parties, nouns: partyNouns },
  { column: 'commodityId', table: commodities, nouns: ['commodity'] },
];
const valueColumns = ['direction', 'year', 'firstMonth', 'lastMonth', 'product', 'ordinal'] as const;

/** A JSON array: the keys of source, reporter, partner and commodity, then direction, year, months, product and ordinal. */
export function selectTradeFlowKey(scope: StatementContext, row: TradeFlowColumns): SQL {
  const keys = keyedColumns.map(({ column, table }) => {
    const { row: record, from } = scope.aliasTable(table) as { row: AliasedColumns; from: SQL };
    return sql`(SELECT ${record.key} FROM ${from} WHERE ${record.id} = ${row[column]})`;
  });
  return sql`json_array(${sql.join([...keys, ...valueColumns.map((column) => row[column])], sql`, `)})`;
}

/** Matches the flow with that key, by an index; undefined if the key is malformed. */
export function tradeFlowKeyMatches(scope: StatementContext, row: TradeFlowColumns, key: string): SQL | undefined {
  const parts = parseTradeFlowKey(key);
  if (!parts) return undefined;
  const ids = keyedColumns.map(({ column, table, nouns }, index) => {
    const { row: record, from } = scope.aliasTable(table) as { row: AliasedColumns; from: SQL };
    const name = String(parts[index]);
    const selectId = (key: SQL): SQL => sql`(SELECT ${record.id} FROM ${from} WHERE ${record.key} = ${key})`;
    return sql`${row[column]} = coalesce(${selectId(sql`${name}`)}, ${selectId(selectSurvivorKey(scope, name, nouns))})`;
  });
  return allOf([
    ...ids,
    ...valueColumns.map((column, index) => sql`${row[column]} = ${parts[keyedColumns.length + index]}`),
  ]);
}

function parseTradeFlowKey(key: string): unknown[] | undefined {
  let parts: unknown;
  try {
    parts = JSON.parse(key);
  } catch {
    return undefined;
  }
  const shape = ['string', 'string', 'string', 'string', 'string', 'number', 'number', 'number', 'string', 'number'];
  const fits =
    Array.isArray(parts) && parts.length === shape.length && parts.every((part, index) => typeof part === shape[index]);
  return fits && JSON.stringify(parts) === key ? (parts as unknown[]) : undefined;
}

import { type SQL, sql } from 'drizzle-orm';
import { selectSurvivorKey } from '../db/queries/key-lookup.ts';
import type { AliasedColumns, StatementContext } from '../db/sql-builder.ts';
import { type coverages, sources } from '../db/tables/index.ts';
import { isPartyNoun, type RecordNoun } from '../model/vocabulary.ts';

/** Selects the key of a record. That of a coverage consists of its source and subject. */
export function selectRecordKey(scope: StatementContext, noun: RecordNoun, row: AliasedColumns): SQL {
  if (noun !== 'coverage') return row.key as SQL;
  const source = scope.aliasTable(sources);
  const { sourceId, about } = row as AliasedColumns<typeof coverages>;
  return sql`(SELECT ${source.row.key} FROM ${source.from} WHERE ${source.row.id} = ${sourceId}) || '/' || ${about}`;
}

/** The row is the record of the noun with this key, or the record that it was merged into. */
export const recordMatchesKey = (
  scope: StatementContext,
  noun: RecordNoun,
  row: AliasedColumns,
  key: string | SQL,
): SQL => {
  const survivor = selectSurvivorKey(scope, key, [noun]);
  return noun === 'coverage'
    ? recordHasKey(scope, noun, row, sql`coalesce(${survivor}, ${key})`)
    : sql`${row.key as SQL} IN (${key}, ${survivor})${ofPartyKind(noun, row)}`;
};

/** The row is the record of the noun with this key. */
export function recordHasKey(scope: StatementContext, noun: RecordNoun, row: AliasedColumns, key: SQL): SQL {
  if (noun !== 'coverage') return sql`${row.key as SQL} = ${key}${ofPartyKind(noun, row)}`;
  const { sourceId, about } = row as AliasedColumns<typeof coverages>;
  const source = scope.aliasTable(sources);
  // Keys of sources have no slash.
  const slash = sql`instr(${key}, '/')`;
  return sql`(${sourceId}, ${about}) = (SELECT ${source.row.id}, substr(${key}, ${slash} + 1) FROM ${source.from} WHERE ${source.row.key} = substr(${key}, 1, ${slash} - 1))`;
}

/** Parties of all kinds share the table of keys. */
const ofPartyKind = (noun: RecordNoun, row: AliasedColumns): SQL =>
  isPartyNoun(noun) ? sql` AND ${getPartyKind(noun, row)} = ${noun.toUpperCase()}` : sql``;

/** A group has a kind of its own. */
const getPartyKind = (noun: RecordNoun, row: AliasedColumns): SQL =>
  (noun === 'group' ? row.partyKind : row.kind) as SQL;

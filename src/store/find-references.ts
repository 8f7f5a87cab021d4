import { getColumnTable, type SQL, sql } from 'drizzle-orm';
import { getTableConfig, type SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { z } from 'zod';
import { referenceColumns, selectClaimingRecords } from '../db/reference-columns.ts';
import { coverages, sources } from '../db/tables/index.ts';
import { keyTables, nounStorage } from '../db/tables/noun-tables.ts';
import { recordSchemas } from '../model/records/index.ts';
import { mapReferences } from '../model/records/map-references.ts';
import { isPartyNoun, type RecordNoun, recordNouns } from '../model/vocabulary.ts';
import { readRecord } from './serialize/read-record.ts';
import type { Writer } from './writer.ts';

/** Identifies a record. */
export interface RecordRef {
  noun: RecordNoun;
  key: string;
}

/** Returns the table that has a row for every record of a noun and whose ids others refer to. */
const identityTable = (noun: RecordNoun): SQLiteTable => (noun === 'coverage' ? coverages : keyTables[noun]);

/** Returns the row id of a live record. */
export function findRowId(writer: Writer, { noun, key }: RecordRef): number {
  const where: SQL =
    noun === 'coverage'
      ? sql`SELECT ${coverages.id} AS "id" FROM ${coverages} JOIN ${sources} ON ${sources.id} = ${coverages.sourceId} WHERE ${sources.key} || '/' || ${coverages.about} = ${key}`
      : sql`SELECT "id" FROM ${identityTable(noun)} WHERE "key" = ${key}`;
  const row = writer.get<{ id: number }>(where);
  if (!row) throw new Error(`The ${noun} "${key}" has no row.`);
  return row.id;
}

/** Finds records that refer to this one by a reference or a claim, in an order in which they can be rewritten. */
export function findReferringRecords(writer: Writer, name: RecordRef): RecordRef[] {
  const id = findRowId(writer, name);
  const table = identityTable(name.noun);
  const found = new Map<string, RecordRef>();
  const add = (record: RecordRef): void => {
    if (record.noun !== name.noun || record.key !== name.key) found.set(`${record.noun} ${record.key}`, record);
  };
  if (name.noun !== 'coverage') {
    for (const select of referenceQueriesTo(table))
      for (const record of writer.all<RecordRef>(select(sql`${id}`))) add(record);
    for (const record of writer.all<RecordRef>(selectClaimingRecords(sql`${name.key}`)))
      if (hasClaimReferringTo(writer, record, name)) add(record);
  }
  const order = ({ noun, key }: RecordRef): string => `${String(recordNouns.indexOf(noun)).padStart(2, '0')} ${key}`;
  return [...found.values()].toSorted((a, b) => (order(a) < order(b) ? -1 : 1));
}

/** Returns whether a claim refers to the other record. A text value that merely equals its key does not count. */
function hasClaimReferringTo(writer: Writer, { noun, key }: RecordRef, other: RecordRef): boolean {
  const { citations = [] } = (readRecord(writer, noun, key) ?? {}) as {
    citations?: { field?: string; value?: unknown }[];
  };
  const shape: Readonly<Record<string, z.core.$ZodType>> = recordSchemas[noun].shape;
  let refers = false;
  for (const { field, value } of citations) {
    const schema = field === undefined ? undefined : shape[field];
    if (schema === undefined) continue;
    mapReferences(schema, value, (reference, referent) => {
      refers ||=
        reference === other.key && (referent === other.noun || (referent === 'party' && isPartyNoun(other.noun)));
      return reference;
    });
  }
  return refers;
}

/** The tables that assign the ids of other tables: `parties` for people, `entries` for visits. */
const baseTables = new Map(
  Object.entries(nounStorage).map(([noun, { table }]): [SQLiteTable, SQLiteTable] => [
    table,
    identityTable(noun as RecordNoun),
  ]),
);

const referenceQueriesTo = (table: SQLiteTable) =>
  referenceColumns
    .filter(({ column }) => foreignKeyTargets(column).some((target) => (baseTables.get(target) ?? target) === table))
    .map(({ selectRecords: select }) => select);

/** Returns the tables that the foreign keys of a column point to. */
const foreignKeyTargets = (column: (typeof referenceColumns)[number]['column']): SQLiteTable[] =>
  getTableConfig(getColumnTable(column) as SQLiteTable).foreignKeys.flatMap((key) => {
    const { columns, foreignTable } = key.reference();
    return columns[0] === column ? [foreignTable as SQLiteTable] : [];
  });

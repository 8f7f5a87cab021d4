import { getColumnTable, type SQL, sql } from 'drizzle-orm';
import type { AnySQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { Transaction } from '../db/database.ts';
import {
  selectAppearances,
  selectDisputes,
  selectNameForms,
  selectSourceEntries,
  selectVisitOrigins,
} from '../db/derived-tables.ts';
import { textParameter } from '../db/sql-builder.ts';
import { appearances, disputes, nameForms, sourceEntries, visitOrigins } from '../db/tables/index.ts';
import { type EntryKind, entryKinds } from '../model/vocabulary.ts';
import { writeSearchDocuments } from './search-documents.ts';
import type { DocumentKind, OutdatedRecord } from './write-batch.ts';
import type { Writer } from './writer.ts';

/** Updates the rows that are derived from records, with those of the batch. Call when the rows of the records were written. */
export const updateDerivedRows = (writer: Writer, ...records: readonly OutdatedRecord[]): void =>
  writer.batch.outdated.add(records, (outdated) => {
    for (const [kind, group] of Map.groupBy(outdated, (record) => record.kind)) updateRows(writer, kind, group);
  });

function updateRows(writer: Writer, kind: DocumentKind, records: readonly OutdatedRecord[]): void {
  const toJson = (list: readonly OutdatedRecord[]): string => JSON.stringify([...new Set(list.map(({ id }) => id))]);
  const ids = toJson(records);
  const updated = records.filter(({ created }) => !created);
  const updatedIds = updated.length > 0 ? toJson(updated) : null;
  for (const table of derivedTables.get(kind) ?? []) {
    if (updatedIds !== null) writer.prepare(deleteRows, table.owner).run({ ids: updatedIds });
    writer.prepare(insertRows, table).run({ ids });
  }
  writeSearchDocuments(writer, kind, ids, updatedIds);
}

/** A derived table: the column that refers to the record, and the SELECT of the rows of records. */
interface DerivedTable {
  owner: AnySQLiteColumn;
  select: SQL;
}

const ids = textParameter('ids');

const visitOriginTable: DerivedTable = { owner: visitOrigins.entryId, select: selectVisitOrigins(ids) };
/** The tables of entries of a kind. Appearances depend on the origins. */
const entryTables = (kind: EntryKind): DerivedTable[] => [
  ...(kind === 'VISIT' ? [visitOriginTable] : []),
  { owner: appearances.entryId, select: selectAppearances(kind, ids) },
  { owner: disputes.entryId, select: selectDisputes(ids) },
  { owner: sourceEntries.entryId, select: selectSourceEntries(ids) },
];
const derivedTables: ReadonlyMap<DocumentKind, readonly DerivedTable[]> = new Map<DocumentKind, DerivedTable[]>([
  ...entryKinds.map((kind) => [kind, entryTables(kind)] as const),
  ['PARTY', [{ owner: nameForms.partyId, select: selectNameForms(ids) }]],
]);

const deleteRows = (tx: Transaction, owner: AnySQLiteColumn) =>
  tx
    .delete(getColumnTable(owner) as SQLiteTable)
    .where(sql`${owner} IN (SELECT value FROM json_each(${ids}))`)
    .prepare();

const insertRows = (tx: Transaction, { owner, select }: DerivedTable) =>
  tx
    .insert(getColumnTable(owner) as SQLiteTable)
    .select(select)
    .prepare();

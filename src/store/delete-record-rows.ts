import { getColumnTable, sql } from 'drizzle-orm';
import type { AnySQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { Transaction } from '../db/database.ts';
import * as t from '../db/tables/index.ts';
import { getColumn, type ListTable, type NounStorage, nounStorage } from '../db/tables/noun-tables.ts';
import { isEntryNoun, isPartyNoun, type RecordNoun } from '../model/vocabulary.ts';
import { deleteCitations } from './write/citation.ts';
import { deleteRenderings } from './write/statement.ts';
import type { Writer } from './writer.ts';

/** The derived rows and the lists that are not references; each with the column that identifies the record. */
const customListColumns: Partial<Record<RecordNoun, AnySQLiteColumn[]>> = {
  source: [t.documents.sourceId, t.sourceTexts.sourceId],
  office: [t.documents.officeId, t.identifiers.officeId],
  topic: [t.documents.topicId],
  country: [t.countryPeriods.countryId, t.successions.predecessorId],
  group: [t.memberships.groupId, t.affiliations.groupId],
  visit: [t.visitOrigins.entryId, t.visitPurposesTable.entryId, t.visitTravellers.entryId],
};
const derivedEntryColumns = [t.appearances.entryId, t.sourceEntries.entryId, t.disputes.entryId, t.documents.entryId];

/** Returns the columns that identify a record in the tables that hold its rows, referring tables first. */
function getOwnerColumns(noun: RecordNoun): AnySQLiteColumn[] {
  const { table, lists }: NounStorage = nounStorage[noun];
  const listColumns = new Set(Object.values<ListTable>(lists).map((list) => getColumn(list.table, list.owner)));
  const columns = [...(customListColumns[noun] ?? []), ...listColumns, table.id];
  if (isEntryNoun(noun)) return [...derivedEntryColumns, ...columns, t.entries.id];
  return isPartyNoun(noun)
    ? [t.documents.partyId, t.nameForms.partyId, t.names.partyId, t.identifiers.partyId, ...columns, t.parties.id]
    : columns;
}

/** Deletes the rows of a record. Rows that refer to it must be deleted first. */
export function deleteRecordRows(writer: Writer, noun: RecordNoun, id: number): void {
  // Outdated rows of other records may still refer to it.
  writer.batch.flush();
  if (noun === 'statement') deleteRenderings(writer, id);
  if (noun === 'term') deleteCitations(writer, 'termId', id);
  if (isEntryNoun(noun)) deleteCitations(writer, 'entryId', id);
  if (isPartyNoun(noun)) deleteCitations(writer, 'partyId', id);
  for (const column of getOwnerColumns(noun)) writer.prepare(deleteWhereColumn, column).run({ id });
}

const deleteWhereColumn = (tx: Transaction, column: AnySQLiteColumn) =>
  tx
    .delete(getColumnTable(column) as SQLiteTable)
    .where(sql`${column} = ${sql.placeholder('id')}`)
    .prepare();

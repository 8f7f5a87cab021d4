import { getColumnTable, sql } from 'drizzle-orm';
import type { AnySQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { Transaction } from '../db/database.ts';
import * as t from '../db/tables/index.ts';
import type { RecordNoun } from '../model/vocabulary.ts';
import { deleteCitations } from './write/citation.ts';
import { deleteRenderings } from './write/statement.ts';
import type { Writer } from './writer.ts';

type TableWithId = SQLiteTable & { id: AnySQLiteColumn };

/** The tables that hold rows of a record, referring tables first; each with the column that identifies the record. */
const entryOwnerColumns = (table: TableWithId, ...lists: AnySQLiteColumn[]): AnySQLiteColumn[] => [
  t.appearances.entryId,
  t.sourceEntries.entryId,
  t.disputes.entryId,
  t.documents.entryId,
  ...lists,
  table.id,
  t.entries.id,
];
const partyOwnerColumns = (table: TableWithId, ...lists: AnySQLiteColumn[]): AnySQLiteColumn[] => [
  t.documents.partyId,
  t.names.partyId,
  ...lists,
  table.id,
  t.parties.id,
];

const ownerColumnsByNoun: Record<RecordNoun, AnySQLiteColumn[]> = {
  source: [t.sourceDerivations.sourceId, t.sources.id],
  country: partyOwnerColumns(t.countries, t.successions.predecessorId),
  group: partyOwnerColumns(t.groups, t.memberships.groupId, t.affiliations.groupId),
  person: partyOwnerColumns(t.people),
  organization: partyOwnerColumns(t.organizations),
  office: [t.offices.id],
  term: [t.terms.id],
  commodity: [t.commodities.id],
  topic: [t.topics.id],
  trip: [t.trips.id],
  visit: entryOwnerColumns(
    t.visits,
    t.visitOrigins.entryId,
    t.visitPurposesTable.entryId,
    t.visitMet.entryId,
    t.visitTravellers.entryId,
  ),
  agreement: entryOwnerColumns(t.agreements, t.agreementSignatories.entryId),
  'trade-link': entryOwnerColumns(t.tradeLinks, t.tradeLinkParties.entryId, t.tradeLinkCommodities.entryId),
  statement: entryOwnerColumns(t.statements, t.statementParties.entryId),
  position: entryOwnerColumns(t.positions, t.positionToward.entryId),
  figure: entryOwnerColumns(t.figures, t.figureParties.entryId),
  coverage: [t.coverages.id],
};

/** Deletes the rows of a record. Rows that refer to it must be deleted first. */
export function deleteRecordRows(writer: Writer, noun: RecordNoun, id: number): void {
  const tables = ownerColumnsByNoun[noun];
  if (noun === 'statement') deleteRenderings(writer, id);
  if (noun === 'term') deleteCitations(writer, 'termId', id);
  if (tables.includes(t.entries.id)) deleteCitations(writer, 'entryId', id);
  if (tables.includes(t.parties.id)) deleteCitations(writer, 'partyId', id);
  for (const column of tables) writer.prepare(deleteWhereColumn, column).run({ id });
}

const deleteWhereColumn = (tx: Transaction, column: AnySQLiteColumn) =>
  tx
    .delete(getColumnTable(column) as SQLiteTable)
    .where(sql`${column} = ${sql.placeholder('id')}`)
    .prepare();

import { getColumnTable, sql } from 'drizzle-orm';
import type { AnySQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core';
import * as t from '../db/tables/index.ts';
import type { RecordNoun } from '../model/vocabulary.ts';
import { clearCitations } from './write/citation.ts';
import { clearRenderings } from './write/statement.ts';
import type { Writer } from './writer.ts';

type Keyed = SQLiteTable & { id: AnySQLiteColumn };

/** The tables that hold a record, from the last that refers to the first: each by the column that says whose the row is. */
const entryTables = (own: Keyed, ...lists: AnySQLiteColumn[]): AnySQLiteColumn[] => [
  t.appearances.entryId,
  t.sourceEntries.entryId,
  t.disputes.entryId,
  t.documents.entryId,
  ...lists,
  own.id,
  t.entries.id,
];
const partyTables = (own: Keyed, ...lists: AnySQLiteColumn[]): AnySQLiteColumn[] => [
  t.documents.partyId,
  t.names.partyId,
  ...lists,
  own.id,
  t.parties.id,
];

const rows: Record<RecordNoun, AnySQLiteColumn[]> = {
  source: [t.sourceDerivations.sourceId, t.sources.id],
  country: partyTables(t.countries, t.successions.predecessorId),
  group: partyTables(t.groups, t.memberships.groupId),
  person: partyTables(t.people),
  organization: partyTables(t.organizations),
  office: [t.offices.id],
  term: [t.terms.id],
  commodity: [t.commodities.id],
  topic: [t.topics.id],
  trip: [t.trips.id],
  visit: entryTables(
    t.visits,
    t.visitOrigins.entryId,
    t.visitPurposesTable.entryId,
    t.visitMet.entryId,
    t.visitTravellers.entryId,
  ),
  agreement: entryTables(t.agreements, t.agreementSignatories.entryId),
  'trade-link': entryTables(t.tradeLinks, t.tradeLinkParties.entryId, t.tradeLinkCommodities.entryId),
  statement: entryTables(t.statements, t.statementParties.entryId),
  position: entryTables(t.positions, t.positionToward.entryId),
  figure: entryTables(t.figures, t.figureParties.entryId),
  coverage: [t.coverages.id],
};

/** Takes the rows of a record out of its tables. What refers to it must be gone before. */
export function removeRows(writer: Writer, noun: RecordNoun, id: number): void {
  const tables = rows[noun];
  if (noun === 'statement') clearRenderings(writer, id);
  if (noun === 'term') clearCitations(writer, 'termId', id);
  if (tables.includes(t.entries.id)) clearCitations(writer, 'entryId', id);
  if (tables.includes(t.parties.id)) clearCitations(writer, 'partyId', id);
  for (const column of tables)
    writer
      .once(`remove ${noun} ${column.name} of ${tables.indexOf(column)}`, (tx) =>
        tx
          .delete(getColumnTable(column) as SQLiteTable)
          .where(sql`${column} = ${sql.placeholder('id')}`)
          .prepare(),
      )
      .run({ id });
}

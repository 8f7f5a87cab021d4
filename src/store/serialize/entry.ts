import { getColumns, type SQL, sql } from 'drizzle-orm';
import type { AnySQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core';
import {
  agreements,
  entries,
  figures,
  parties,
  positions,
  renderings,
  statements,
  terms,
  tradeLinks,
  trips,
  visitPurposesTable,
  visits,
  visitTravellers,
} from '../../db/tables/index.ts';
import { nounStorage } from '../../db/tables/noun-tables.ts';
import { selectCitations } from './citation.ts';
import { jsonFuzzyDate, jsonList, jsonObject, jsonScalar, selectKey } from './json-sql.ts';
import { selectNounFields } from './noun-fields.ts';
import type { RecordSelect } from './record-select.ts';

type EntryKindTable = SQLiteTable & { id: AnySQLiteColumn };
/** A list table of an entry, such as its travellers. */
type EntryListTable = SQLiteTable & { entryId: AnySQLiteColumn; ordinal: AnySQLiteColumn };

const entryRow = (kindTable: EntryKindTable) => ({
  from: sql`${entries} JOIN ${kindTable} ON ${kindTable.id} = ${entries.id}`,
  where: (key: SQL): SQL => sql`${entries.key} = ${key}`,
});

/** The fields of every entry. The date is included only if it differs from the main date of the kind. */
const commonEntryFields = (main?: { table: SQLiteTable; property: string }) => ({
  key: jsonScalar(entries.key),
  summary: jsonScalar(entries.summary),
  at: jsonScalar(entries.attestedOn),
  date: main
    ? sql`json(CASE WHEN ${isMainDate(main)} THEN NULL ELSE ${jsonFuzzyDate(entries, 'date')} END)`
    : jsonFuzzyDate(entries, 'date'),
  citations: selectCitations('entryId', entries.id),
});

const isMainDate = ({ table, property }: { table: SQLiteTable; property: string }): SQL =>
  sql.join(
    ['Edtf', 'Basis', 'Verbatim'].map(
      (part) => sql`${getColumns(entries)[`date${part}` as 'dateEdtf']} IS ${getColumns(table)[property + part]}`,
    ),
    sql` AND `,
  );

const entryList = (item: SQL, list: EntryListTable): SQL =>
  jsonList(item, list.ordinal, sql`${list.entryId} = ${entries.id}`);
export const trip: RecordSelect<'trip'> = {
  fields: { key: jsonScalar(trips.key) },
  from: sql`${trips}`,
  where: (key) => sql`${trips.key} = ${key}`,
};

export const visit: RecordSelect<'visit'> = {
  fields: {
    ...commonEntryFields({ table: visits, property: 'start' }),
    ...selectNounFields(nounStorage.visit, entries.id),
    travellers: entryList(
      jsonObject({
        person: selectKey(parties, visitTravellers.personId),
        term: selectKey(terms, visitTravellers.termId),
      }),
      visitTravellers,
    ),
    purposes: entryList(jsonScalar(visitPurposesTable.purpose), visitPurposesTable),
  },
  ...entryRow(visits),
};

export const statement: RecordSelect<'statement'> = {
  fields: {
    ...commonEntryFields({ table: statements, property: 'saidOn' }),
    ...selectNounFields(nounStorage.statement, entries.id),
    renderings: jsonList(
      jsonObject({
        text: jsonScalar(renderings.text),
        language: jsonScalar(renderings.language),
        method: jsonScalar(renderings.method),
        citations: selectCitations('renderingId', renderings.id),
      }),
      renderings.ordinal,
      sql`${renderings.statementId} = ${entries.id}`,
    ),
  },
  ...entryRow(statements),
};

export const tradeLink: RecordSelect<'trade-link'> = {
  fields: {
    ...commonEntryFields({ table: tradeLinks, property: 'since' }),
    ...selectNounFields(nounStorage.tradeLink, entries.id),
  },
  ...entryRow(tradeLinks),
};

export const agreement: RecordSelect<'agreement'> = {
  fields: {
    ...commonEntryFields({ table: agreements, property: 'signedOn' }),
    ...selectNounFields(nounStorage.agreement, entries.id),
  },
  ...entryRow(agreements),
};

export const position: RecordSelect<'position'> = {
  fields: {
    ...commonEntryFields({ table: positions, property: 'from' }),
    ...selectNounFields(nounStorage.position, entries.id),
  },
  ...entryRow(positions),
};

export const figure: RecordSelect<'figure'> = {
  fields: { ...commonEntryFields(), ...selectNounFields(nounStorage.figure, entries.id) },
  ...entryRow(figures),
};

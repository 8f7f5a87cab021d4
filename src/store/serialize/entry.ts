import { getColumns, type SQL, sql } from 'drizzle-orm';
import type { AnySQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core';
import {
  agreementSignatories,
  agreements,
  commodities,
  entries,
  figureParties,
  figures,
  parties,
  positions,
  positionToward,
  renderings,
  statementParties,
  statements,
  terms,
  topics,
  tradeLinkCommodities,
  tradeLinkParties,
  tradeLinks,
  trips,
  visitMet,
  visitPurposesTable,
  visits,
  visitTravellers,
} from '../../db/tables/index.ts';
import type { TradeRole } from '../../model/vocabulary.ts';
import { selectCitations } from './citation.ts';
import { jsonBoolean, jsonFuzzyDate, jsonList, jsonObject, jsonScalar, selectKey } from './json-sql.ts';
import type { RecordSelect } from './record-select.ts';

type EntryKindTable = SQLiteTable & { id: AnySQLiteColumn };
/** A list of an entry's, such as its travellers. */
type EntryListTable = SQLiteTable & { entryId: AnySQLiteColumn; ordinal: AnySQLiteColumn };

const entryRow = (own: EntryKindTable) => ({
  from: sql`${entries} JOIN ${own} ON ${own.id} = ${entries.id}`,
  where: (key: SQL): SQL => sql`${entries.key} = ${key}`,
});

/** What every entry has. Its date is told only where it is another than the main date of its kind. */
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
const partyKeyList = (list: EntryListTable & { partyId: AnySQLiteColumn }): SQL =>
  entryList(selectKey(parties, list.partyId), list);

export const trip: RecordSelect<'trip'> = {
  fields: { key: jsonScalar(trips.key) },
  from: sql`${trips}`,
  where: (key) => sql`${trips.key} = ${key}`,
};

export const visit: RecordSelect<'visit'> = {
  fields: {
    ...commonEntryFields({ table: visits, property: 'start' }),
    travellers: entryList(
      jsonObject({
        person: selectKey(parties, visitTravellers.personId),
        term: selectKey(terms, visitTravellers.termId),
      }),
      visitTravellers,
    ),
    host: selectKey(parties, visits.hostId),
    place: jsonScalar(visits.place),
    met: partyKeyList(visitMet),
    start: jsonFuzzyDate(visits, 'start'),
    end: jsonFuzzyDate(visits, 'end'),
    type: jsonScalar(visits.type),
    purposes: entryList(jsonScalar(visitPurposesTable.purpose), visitPurposesTable),
    status: jsonScalar(visits.status),
    remarks: jsonScalar(visits.remarks),
    trip: selectKey(trips, visits.tripId),
    leg: jsonScalar(visits.leg),
  },
  ...entryRow(visits),
};

const statementPartyKeys = (role: 'ADDRESSEE' | 'ABOUT'): SQL =>
  jsonList(
    selectKey(parties, statementParties.partyId),
    statementParties.ordinal,
    sql`${statementParties.entryId} = ${entries.id} AND ${statementParties.role} = ${sql.raw(`'${role}'`)}`,
  );

export const statement: RecordSelect<'statement'> = {
  fields: {
    ...commonEntryFields({ table: statements, property: 'saidOn' }),
    speaker: selectKey(parties, statements.speakerId),
    speakerTerm: selectKey(terms, statements.speakerTermId),
    addressees: statementPartyKeys('ADDRESSEE'),
    about: statementPartyKeys('ABOUT'),
    mode: jsonScalar(statements.mode),
    saidOn: jsonFuzzyDate(statements, 'saidOn'),
    text: jsonScalar(statements.text),
    language: jsonScalar(statements.language),
    spokenLanguage: jsonScalar(statements.spokenLanguage),
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
    visit: selectKey(entries, statements.visitId),
  },
  ...entryRow(statements),
};

const tradeLinkPartyKeys = (role: TradeRole): SQL =>
  jsonList(
    selectKey(parties, tradeLinkParties.partyId),
    tradeLinkParties.ordinal,
    sql`${tradeLinkParties.entryId} = ${entries.id} AND ${tradeLinkParties.role} = ${sql.raw(`'${role}'`)}`,
  );

export const tradeLink: RecordSelect<'trade-link'> = {
  fields: {
    ...commonEntryFields({ table: tradeLinks, property: 'since' }),
    kind: jsonScalar(tradeLinks.kind),
    status: jsonScalar(tradeLinks.status),
    commodities: entryList(selectKey(commodities, tradeLinkCommodities.commodityId), tradeLinkCommodities),
    commodityVerbatim: jsonScalar(tradeLinks.commodityVerbatim),
    suppliers: tradeLinkPartyKeys('SUPPLIER'),
    buyers: tradeLinkPartyKeys('BUYER'),
    partners: tradeLinkPartyKeys('PARTNER'),
    endpoints: tradeLinkPartyKeys('ENDPOINT'),
    via: tradeLinkPartyKeys('VIA'),
    bypassed: tradeLinkPartyKeys('BYPASSED'),
    replaced: tradeLinkPartyKeys('REPLACED'),
    since: jsonFuzzyDate(tradeLinks, 'since'),
    until: jsonFuzzyDate(tradeLinks, 'until'),
    agreement: selectKey(entries, tradeLinks.agreementId),
  },
  ...entryRow(tradeLinks),
};

export const agreement: RecordSelect<'agreement'> = {
  fields: {
    ...commonEntryFields({ table: agreements, property: 'signedOn' }),
    title: jsonScalar(agreements.title),
    instrument: jsonScalar(agreements.instrument),
    binding: jsonBoolean(agreements.binding),
    status: jsonScalar(agreements.status),
    signedOn: jsonFuzzyDate(agreements, 'signedOn'),
    signatories: partyKeyList(agreementSignatories),
    partOf: selectKey(entries, agreements.partOfId),
    visit: selectKey(entries, agreements.visitId),
  },
  ...entryRow(agreements),
};

export const position: RecordSelect<'position'> = {
  fields: {
    ...commonEntryFields({ table: positions, property: 'from' }),
    holder: selectKey(parties, positions.holderId),
    stance: jsonScalar(positions.stance),
    toward: partyKeyList(positionToward),
    topic: selectKey(topics, positions.topicId),
    label: jsonScalar(positions.label),
    from: jsonFuzzyDate(positions, 'from'),
    until: jsonFuzzyDate(positions, 'until'),
    statedBy: selectKey(parties, positions.statedById),
  },
  ...entryRow(positions),
};

export const figure: RecordSelect<'figure'> = {
  fields: {
    ...commonEntryFields(),
    measure: jsonScalar(figures.measure),
    value: jsonScalar(figures.value),
    unit: jsonScalar(figures.unit),
    approximate: jsonBoolean(figures.approximate),
    period: jsonFuzzyDate(figures, 'period'),
    about: partyKeyList(figureParties),
    statedBy: selectKey(parties, figures.statedById),
    visit: selectKey(entries, figures.visitId),
  },
  ...entryRow(figures),
};

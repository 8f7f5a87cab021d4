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
import { citationsOf } from './citation.ts';
import { boolean, date, keyOf, listOf, object, plain } from './json-sql.ts';
import type { Shape } from './record-select.ts';

type Own = SQLiteTable & { id: AnySQLiteColumn };
/** A list of an entry's, such as its travellers. */
type Listed = SQLiteTable & { entryId: AnySQLiteColumn; ordinal: AnySQLiteColumn };

const row = (own: Own) => ({
  from: sql`${entries} JOIN ${own} ON ${own.id} = ${entries.id}`,
  where: (key: SQL): SQL => sql`${entries.key} = ${key}`,
});

/** What every entry has. Its date is told only where it is another than the main date of its kind. */
const common = (main?: { table: SQLiteTable; property: string }) => ({
  key: plain(entries.key),
  summary: plain(entries.summary),
  at: plain(entries.attestedOn),
  date: main
    ? sql`json(CASE WHEN ${sameDate(main)} THEN NULL ELSE ${date(entries, 'date')} END)`
    : date(entries, 'date'),
  citations: citationsOf('entryId', entries.id),
});

const sameDate = ({ table, property }: { table: SQLiteTable; property: string }): SQL =>
  sql.join(
    ['Edtf', 'Basis', 'Verbatim'].map(
      (part) => sql`${getColumns(entries)[`date${part}` as 'dateEdtf']} IS ${getColumns(table)[property + part]}`,
    ),
    sql` AND `,
  );

const ofEntry = (item: SQL, list: Listed): SQL => listOf(item, list.ordinal, sql`${list.entryId} = ${entries.id}`);
const partiesOf = (list: Listed & { partyId: AnySQLiteColumn }): SQL => ofEntry(keyOf(parties, list.partyId), list);

export const trip: Shape<'trip'> = {
  fields: { key: plain(trips.key) },
  from: sql`${trips}`,
  where: (key) => sql`${trips.key} = ${key}`,
};

export const visit: Shape<'visit'> = {
  fields: {
    ...common({ table: visits, property: 'start' }),
    travellers: ofEntry(
      object({ person: keyOf(parties, visitTravellers.personId), term: keyOf(terms, visitTravellers.termId) }),
      visitTravellers,
    ),
    host: keyOf(parties, visits.hostId),
    place: plain(visits.place),
    met: partiesOf(visitMet),
    start: date(visits, 'start'),
    end: date(visits, 'end'),
    type: plain(visits.type),
    purposes: ofEntry(plain(visitPurposesTable.purpose), visitPurposesTable),
    status: plain(visits.status),
    remarks: plain(visits.remarks),
    trip: keyOf(trips, visits.tripId),
    leg: plain(visits.leg),
  },
  ...row(visits),
};

const inStatement = (role: 'ADDRESSEE' | 'ABOUT'): SQL =>
  listOf(
    keyOf(parties, statementParties.partyId),
    statementParties.ordinal,
    sql`${statementParties.entryId} = ${entries.id} AND ${statementParties.role} = ${sql.raw(`'${role}'`)}`,
  );

export const statement: Shape<'statement'> = {
  fields: {
    ...common({ table: statements, property: 'saidOn' }),
    speaker: keyOf(parties, statements.speakerId),
    speakerTerm: keyOf(terms, statements.speakerTermId),
    addressees: inStatement('ADDRESSEE'),
    about: inStatement('ABOUT'),
    mode: plain(statements.mode),
    saidOn: date(statements, 'saidOn'),
    text: plain(statements.text),
    language: plain(statements.language),
    spokenLanguage: plain(statements.spokenLanguage),
    renderings: listOf(
      object({
        text: plain(renderings.text),
        language: plain(renderings.language),
        method: plain(renderings.method),
        citations: citationsOf('renderingId', renderings.id),
      }),
      renderings.ordinal,
      sql`${renderings.statementId} = ${entries.id}`,
    ),
    visit: keyOf(entries, statements.visitId),
  },
  ...row(statements),
};

const inTradeLink = (role: TradeRole): SQL =>
  listOf(
    keyOf(parties, tradeLinkParties.partyId),
    tradeLinkParties.ordinal,
    sql`${tradeLinkParties.entryId} = ${entries.id} AND ${tradeLinkParties.role} = ${sql.raw(`'${role}'`)}`,
  );

export const tradeLink: Shape<'trade-link'> = {
  fields: {
    ...common({ table: tradeLinks, property: 'since' }),
    kind: plain(tradeLinks.kind),
    status: plain(tradeLinks.status),
    commodities: ofEntry(keyOf(commodities, tradeLinkCommodities.commodityId), tradeLinkCommodities),
    commodityVerbatim: plain(tradeLinks.commodityVerbatim),
    suppliers: inTradeLink('SUPPLIER'),
    buyers: inTradeLink('BUYER'),
    partners: inTradeLink('PARTNER'),
    endpoints: inTradeLink('ENDPOINT'),
    via: inTradeLink('VIA'),
    bypassed: inTradeLink('BYPASSED'),
    replaced: inTradeLink('REPLACED'),
    since: date(tradeLinks, 'since'),
    until: date(tradeLinks, 'until'),
    agreement: keyOf(entries, tradeLinks.agreementId),
  },
  ...row(tradeLinks),
};

export const agreement: Shape<'agreement'> = {
  fields: {
    ...common({ table: agreements, property: 'signedOn' }),
    title: plain(agreements.title),
    instrument: plain(agreements.instrument),
    binding: boolean(agreements.binding),
    status: plain(agreements.status),
    signedOn: date(agreements, 'signedOn'),
    signatories: partiesOf(agreementSignatories),
    partOf: keyOf(entries, agreements.partOfId),
    visit: keyOf(entries, agreements.visitId),
  },
  ...row(agreements),
};

export const position: Shape<'position'> = {
  fields: {
    ...common({ table: positions, property: 'from' }),
    holder: keyOf(parties, positions.holderId),
    stance: plain(positions.stance),
    toward: partiesOf(positionToward),
    topic: keyOf(topics, positions.topicId),
    label: plain(positions.label),
    from: date(positions, 'from'),
    until: date(positions, 'until'),
    statedBy: keyOf(parties, positions.statedById),
  },
  ...row(positions),
};

export const figure: Shape<'figure'> = {
  fields: {
    ...common(),
    measure: plain(figures.measure),
    value: plain(figures.value),
    unit: plain(figures.unit),
    approximate: boolean(figures.approximate),
    period: date(figures, 'period'),
    about: partiesOf(figureParties),
    statedBy: keyOf(parties, figures.statedById),
    visit: keyOf(entries, figures.visitId),
  },
  ...row(figures),
};

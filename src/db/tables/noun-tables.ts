import { getColumns, getTableName } from 'drizzle-orm';
import type { AnySQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core';
import { agreement } from '../../model/nouns/agreement.ts';
import { commodity } from '../../model/nouns/commodity.ts';
import { country } from '../../model/nouns/country.ts';
import type { KeyedTarget } from '../../model/nouns/field-kinds.ts';
import { figure } from '../../model/nouns/figure.ts';
import { group } from '../../model/nouns/group.ts';
import type { Fields, FieldsOfKind, NounDeclaration } from '../../model/nouns/noun.ts';
import { office, term } from '../../model/nouns/office.ts';
import { organization } from '../../model/nouns/organization.ts';
import { person } from '../../model/nouns/person.ts';
import { position } from '../../model/nouns/position.ts';
import { coverage, source } from '../../model/nouns/source.ts';
import { statement } from '../../model/nouns/statement.ts';
import { topic } from '../../model/nouns/topic.ts';
import { tradeLink } from '../../model/nouns/trade-link.ts';
import { visit } from '../../model/nouns/visit.ts';
import type { RecordNoun, StatementRole, TradeRole } from '../../model/vocabulary.ts';
import { agreementSignatories, agreements } from './agreement.ts';
import { commodities } from './commodity.ts';
import { countries } from './country.ts';
import { entries } from './entry.ts';
import { figureParties, figures } from './figure.ts';
import { groups } from './group.ts';
import { offices, terms } from './office.ts';
import { organizations } from './organization.ts';
import { parties } from './party.ts';
import { people } from './person.ts';
import { positions, positionToward, topics } from './position.ts';
import { coverages, sourceDerivations, sources } from './source.ts';
import { statementParties, statements } from './statement.ts';
import { tradeLinkCommodities, tradeLinkParties, tradeLinks } from './trade-link.ts';
import { trips, visitMet, visits } from './visit.ts';

/** The table of a list of references: the properties of the owner's id and the item's id, and the role of its rows. */
export interface ListTable {
  readonly table: SQLiteTable & { readonly ordinal: AnySQLiteColumn };
  readonly owner: string;
  readonly item: string;
  readonly role?: string;
}

/** Where a noun's fields are stored: its table, and a list table for each list of references. */
export interface NounStorage<
  N extends RecordNoun = RecordNoun,
  F extends Fields = Fields,
  T extends SQLiteTable = SQLiteTable,
> {
  readonly declaration: NounDeclaration<N, F>;
  readonly table: T;
  readonly lists: { readonly [Name in FieldsOfKind<F, 'references'>]: ListTable };
}

const store = <N extends RecordNoun, F extends Fields, T extends SQLiteTable & { id: AnySQLiteColumn }>(
  declaration: NounDeclaration<N, F>,
  table: T,
  lists: NounStorage<N, F>['lists'],
): NounStorage<N, F, T> => ({ declaration, table, lists });

const entryParties = (table: ListTable['table']) => ({ table, owner: 'entryId', item: 'partyId' });
const statementRole = (role: StatementRole) => ({ ...entryParties(statementParties), role });
const tradeRole = (role: TradeRole) => ({ ...entryParties(tradeLinkParties), role });

export const nounStorage = {
  source: store(source, sources, { derivedFrom: { table: sourceDerivations, owner: 'sourceId', item: 'fromId' } }),
  coverage: store(coverage, coverages, {}),
  country: store(country, countries, {}),
  group: store(group, groups, {}),
  person: store(person, people, {}),
  organization: store(organization, organizations, {}),
  office: store(office, offices, {}),
  term: store(term, terms, {}),
  commodity: store(commodity, commodities, {}),
  topic: store(topic, topics, {}),
  visit: store(visit, visits, { met: entryParties(visitMet) }),
  agreement: store(agreement, agreements, { signatories: entryParties(agreementSignatories) }),
  position: store(position, positions, { toward: entryParties(positionToward) }),
  figure: store(figure, figures, { about: entryParties(figureParties) }),
  statement: store(statement, statements, {
    addressees: statementRole('ADDRESSEE'),
    about: statementRole('ABOUT'),
  }),
  tradeLink: store(tradeLink, tradeLinks, {
    commodities: { table: tradeLinkCommodities, owner: 'entryId', item: 'commodityId' },
    suppliers: tradeRole('SUPPLIER'),
    buyers: tradeRole('BUYER'),
    partners: tradeRole('PARTNER'),
    endpoints: tradeRole('ENDPOINT'),
    via: tradeRole('VIA'),
    bypassed: tradeRole('BYPASSED'),
    replaced: tradeRole('REPLACED'),
  }),
};

/** The table that holds the keys of what a reference names. */
export const keyTables = {
  party: parties,
  country: parties,
  person: parties,
  organization: parties,
  group: parties,
  visit: entries,
  agreement: entries,
  'trade-link': entries,
  statement: entries,
  position: entries,
  figure: entries,
  term: terms,
  office: offices,
  source: sources,
  commodity: commodities,
  topic: topics,
  trip: trips,
} as const satisfies Record<KeyedTarget, SQLiteTable & { id: AnySQLiteColumn; key: AnySQLiteColumn }>;

/** Returns a column by its property. */
export function getColumn(table: SQLiteTable, property: string): AnySQLiteColumn {
  const column: AnySQLiteColumn | undefined = getColumns(table)[property];
  if (!column) throw new Error(`The table ${getTableName(table)} has no column "${property}".`);
  return column;
}

import { getColumns, getTableName } from 'drizzle-orm';
import type { AnySQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { KeyedTarget } from '../../model/nouns/field-kinds.ts';
import * as nouns from '../../model/nouns/index.ts';
import type { Fields, FieldsOfKind, NounDeclaration } from '../../model/nouns/noun.ts';
import type { RecordNoun, StatementRole, TradeRole } from '../../model/vocabulary.ts';
import * as tables from './index.ts';

/** The table of a list of references: the properties of the owner's id and the item's id, and the role of its rows. */
export interface ListTable {
  readonly table: SQLiteTable & { readonly ordinal: AnySQLiteColumn };
  readonly owner: string;
  readonly item: string;
  readonly role?: string;
}

export type TableWithId = SQLiteTable & { id: AnySQLiteColumn };
type KeyedTable = TableWithId & { key: AnySQLiteColumn };

/** Where a noun's fields are stored: its table, and a list table for each list of references. */
export interface NounStorage<F extends Fields = Fields, T extends TableWithId = TableWithId> {
  readonly fields: F;
  readonly table: T;
  readonly lists: { readonly [Name in FieldsOfKind<F, 'references'>]: ListTable };
  /** The field that dates an entry. */
  readonly mainDate?: string | undefined;
}

const store = <F extends Fields, T extends TableWithId>(
  { fields }: NounDeclaration<RecordNoun, F>,
  table: T,
  lists: NounStorage<F>['lists'],
  mainDate?: FieldsOfKind<F, 'date'>,
): NounStorage<F, T> => ({ fields, table, lists, mainDate });

const entryParties = (table: ListTable['table']) => ({ table, owner: 'entryId', item: 'partyId' });
const statementRole = (role: StatementRole) => ({ ...entryParties(tables.statementParties), role });
const tradeRole = (role: TradeRole) => ({ ...entryParties(tables.tradeLinkParties), role });

export const nounStorage = {
  source: store(nouns.source, tables.sources, {
    derivedFrom: { table: tables.sourceDerivations, owner: 'sourceId', item: 'fromId' },
  }),
  country: store(nouns.country, tables.countries, {}),
  group: store(nouns.group, tables.groups, {}),
  person: store(nouns.person, tables.people, {}),
  organization: store(nouns.organization, tables.organizations, {}),
  office: store(nouns.office, tables.offices, {}),
  term: store(nouns.term, tables.terms, {}),
  commodity: store(nouns.commodity, tables.commodities, {}),
  topic: store(nouns.topic, tables.topics, {}),
  trip: store(nouns.trip, tables.trips, {}),
  visit: store(nouns.visit, tables.visits, { met: entryParties(tables.visitMet) }, 'start'),
  agreement: store(
    nouns.agreement,
    tables.agreements,
    { signatories: entryParties(tables.agreementSignatories) },
    'signedOn',
  ),
  'trade-link': store(
    nouns.tradeLink,
    tables.tradeLinks,
    {
      commodities: { table: tables.tradeLinkCommodities, owner: 'entryId', item: 'commodityId' },
      suppliers: tradeRole('SUPPLIER'),
      buyers: tradeRole('BUYER'),
      partners: tradeRole('PARTNER'),
      endpoints: tradeRole('ENDPOINT'),
      via: tradeRole('VIA'),
      bypassed: tradeRole('BYPASSED'),
      replaced: tradeRole('REPLACED'),
    },
    'start',
  ),
  statement: store(
    nouns.statement,
    tables.statements,
    { addressees: statementRole('ADDRESSEE'), about: statementRole('ABOUT') },
    'saidOn',
  ),
  position: store(nouns.position, tables.positions, { toward: entryParties(tables.positionToward) }, 'start'),
  // The period of a figure is what the number measures, not when it was stated.
  figure: store(nouns.figure, tables.figures, { about: entryParties(tables.figureParties) }),
  coverage: store(nouns.coverage, tables.coverages, {}),
} satisfies Record<RecordNoun, NounStorage>;

/** The table that holds the keys of what a reference names. */
export const keyTables = {
  party: tables.parties,
  entry: tables.entries,
  country: tables.parties,
  person: tables.parties,
  organization: tables.parties,
  group: tables.parties,
  visit: tables.entries,
  agreement: tables.entries,
  'trade-link': tables.entries,
  statement: tables.entries,
  position: tables.entries,
  figure: tables.entries,
  term: tables.terms,
  office: tables.offices,
  source: tables.sources,
  commodity: tables.commodities,
  topic: tables.topics,
  trip: tables.trips,
} as const satisfies Record<KeyedTarget | 'entry', KeyedTable>;

/** Returns a column by its property. */
export function getColumn(table: SQLiteTable, property: string): AnySQLiteColumn {
  const column: AnySQLiteColumn | undefined = getColumns(table)[property];
  if (!column) throw new Error(`The table ${getTableName(table)} has no column "${property}".`);
  return column;
}

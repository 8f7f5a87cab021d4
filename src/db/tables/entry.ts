import { sql } from 'drizzle-orm';
import {
  type AnySQLiteColumn,
  foreignKey,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core';
import type { Fields } from '../../model/nouns/noun.ts';
import { type EntryKind, entryKinds } from '../../model/vocabulary.ts';
import { checkDay, checkEnum, checkFuzzyDate, fuzzyDateColumns, idColumn, referenceColumn } from '../columns.ts';
import { fieldConstraints, type TableColumns } from './noun-columns.ts';
import { parties } from './party.ts';
import { sources } from './source.ts';

/**
 * Events and lasting relations. Each kind has a table with the same primary key, which repeats `at`
 * and `key` so that its own index can sort by them.
 */
export const entries = sqliteTable(
  'entries',
  {
    id: idColumn(),
    key: text('key').notNull(),
    kind: text('kind', { enum: entryKinds }).notNull(),
    at: text('at').notNull(),
    summary: text('summary').notNull(),
    /** The explicit sort day of the record, if any. */
    attestedOn: text('attested_on'),
    ...fuzzyDateColumns('date'),
  },
  (t) => [
    uniqueIndex('entries_key').on(t.key),
    uniqueIndex('entries_identity').on(t.id, t.kind, t.at, t.key),
    index('entries_at').on(t.at, t.key),
    index('entries_kind_at').on(t.kind, t.at, t.key),
    checkEnum('entries_kind', t.kind, entryKinds),
    checkDay('entries_at', t.at),
    checkDay('entries_attested_on', t.attestedOn),
    checkFuzzyDate('entries_date', t.dateEdtf),
  ],
);

/** The columns of `entries` that the table of each kind repeats. */
export const entryColumns = <K extends EntryKind>(kind: K) => ({
  id: idColumn(),
  entryKind: text('entry_kind', { enum: [kind] })
    .notNull()
    .default(sql.raw(`'${kind}'`)),
  at: text('at').notNull(),
  key: text('key').notNull(),
});

type ForeignKeyColumns = Parameters<typeof foreignKey>[0]['columns'];

/** A composite foreign key with ON UPDATE CASCADE keeps repeated columns consistent. */
export const entryForeignKey = (columns: ForeignKeyColumns) =>
  foreignKey({ columns, foreignColumns: [entries.id, entries.kind, entries.at, entries.key] }).onUpdate('cascade');

/** Returns the constraints of the table of an entry kind. */
export const entryConstraints = (
  table: string,
  fields: Fields,
  columns: TableColumns<'id' | 'entryKind' | 'at' | 'key'>,
) => [
  entryForeignKey([columns.id, columns.entryKind, columns.at, columns.key]),
  uniqueIndex(`${table}_identity`).on(columns.id, columns.at, columns.key),
  index(`${table}_at`).on(columns.at, columns.key),
  checkEnum(`${table}_entry_kind`, columns.entryKind, columns.entryKind.enumValues ?? []),
  ...fieldConstraints(table, fields, columns),
];

/**
 * The columns of an entry list, sorted newest first by its own index. Rows of one entry are
 * adjacent and unique: tables that repeat the key of one kind are WITHOUT ROWID, which only the
 * migration declares because Drizzle cannot.
 */
export const entryListColumns = (entry: string) => ({
  entryId: referenceColumn(entry),
  at: text('at').notNull(),
  key: text('key').notNull(),
});

type ListColumns = Record<'entryId' | 'at' | 'key', AnySQLiteColumn>;
type EntryKindTable = Record<'id' | 'at' | 'key', AnySQLiteColumn>;

/** The foreign key of a list to the table of its entries' kind; cascades changes of `at` and `key`. */
const entryListForeignKey = ({ id, at, key }: EntryKindTable, list: ListColumns) =>
  foreignKey({ columns: [list.entryId, list.at, list.key], foreignColumns: [id, at, key] }).onUpdate('cascade');

/** The constraints of a list whose items are unique within an entry, and found by an index of their own. */
export const entryListConstraints = (name: string, table: EntryKindTable, list: ListColumns, item: AnySQLiteColumn) => [
  primaryKey({ columns: [list.entryId, item] }),
  index(`${name}_${item.name.replace(/_id$/, '')}`).on(item, list.at, list.key),
  entryListForeignKey(table, list),
];

const entryPartyColumns = (entryColumn: string) => ({
  ...entryListColumns(entryColumn),
  partyId: referenceColumn('party_id').references(() => parties.id),
  ordinal: integer('ordinal').notNull(),
});

/** The columns of a list of the parties of an entry in several roles. */
export const entryRoleColumns = <const V extends readonly [string, ...string[]]>(entryColumn: string, roles: V) => ({
  ...entryPartyColumns(entryColumn),
  role: text('role', { enum: roles }).notNull(),
});

/** The constraints of a list of the parties of an entry in several roles. */
export const entryRoleConstraints = (
  name: string,
  table: EntryKindTable,
  list: ListColumns & Record<'role' | 'partyId', AnySQLiteColumn>,
) => [
  primaryKey({ columns: [list.entryId, list.role, list.partyId] }),
  entryListForeignKey(table, list),
  checkEnum(`${name}_role`, list.role, list.role.enumValues ?? []),
];

/** Defines a list of parties of each entry of one kind. */
export const entryPartyTable = <const Name extends string>(
  name: Name,
  entryColumn: string,
  entryTable: EntryKindTable,
) => sqliteTable(name, entryPartyColumns(entryColumn), (t) => entryListConstraints(name, entryTable, t, t.partyId));

/** Derived: the entries in which a party takes part, once each, regardless of the number of roles. */
export const appearances = sqliteTable(
  'appearances',
  {
    partyId: referenceColumn('party_id').references(() => parties.id),
    ...entryListColumns('entry_id'),
    kind: text('kind', { enum: entryKinds }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.partyId, t.at, t.key] }),
    index('appearances_entry').on(t.entryId, t.partyId),
    index('appearances_kind').on(t.partyId, t.kind, t.at, t.key),
    entryForeignKey([t.entryId, t.kind, t.at, t.key]),
  ],
);

/** Derived: the entries that cite a source, once each. */
export const sourceEntries = sqliteTable(
  'source_entries',
  {
    sourceId: referenceColumn('source_id').references(() => sources.id),
    ...entryListColumns('entry_id'),
    kind: text('kind', { enum: entryKinds }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.sourceId, t.at, t.key] }),
    index('source_entries_entry').on(t.entryId, t.sourceId),
    index('source_entries_kind').on(t.sourceId, t.kind, t.at, t.key),
    entryForeignKey([t.entryId, t.kind, t.at, t.key]),
  ],
);

/** Derived: the entries with a field for which sources state different values. */
export const disputes = sqliteTable(
  'disputes',
  { ...entryListColumns('entry_id'), kind: text('kind', { enum: entryKinds }).notNull() },
  (t) => [
    primaryKey({ columns: [t.entryId] }),
    index('disputes_at').on(t.at, t.key),
    index('disputes_kind').on(t.kind, t.at, t.key),
    entryForeignKey([t.entryId, t.kind, t.at, t.key]),
  ],
);

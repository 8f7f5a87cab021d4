import { sql } from 'drizzle-orm';
import { check, foreignKey, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import type { Fields } from '../../model/nouns/noun.ts';
import { nameFields } from '../../model/nouns/party.ts';
import { type PartyKind, partyKinds } from '../../model/vocabulary.ts';
import { checkEnum, idColumn, referenceColumn } from '../columns.ts';
import { fieldColumns, fieldConstraints, type TableColumns } from './noun-columns.ts';

/** Countries, people, organizations and groups. Each kind has a table with the same primary key. */
export const parties = sqliteTable(
  'parties',
  {
    id: idColumn(),
    key: text('key').notNull(),
    kind: text('kind', { enum: partyKinds }).notNull(),
    name: text('name').notNull(),
    sortName: text('sort_name').notNull(),
  },
  (t) => [
    uniqueIndex('parties_key').on(t.key),
    uniqueIndex('parties_id_kind').on(t.id, t.kind),
    index('parties_kind_name').on(t.kind, t.sortName, t.key),
    index('parties_kind_key').on(t.kind, t.key),
    checkEnum('parties_kind', t.kind, partyKinds),
  ],
);

/** The columns of a noun's table. The constant kind prevents references to a party of the wrong kind. */
export const partyColumns = <K extends PartyKind>(kind: K) => ({
  id: idColumn(),
  partyKind: text('party_kind', { enum: [kind] })
    .notNull()
    .default(sql.raw(`'${kind}'`)),
});

/** All names of all parties, folded for lookups, including `parties.name`. */
export const names = sqliteTable(
  'names',
  {
    id: idColumn(),
    partyId: referenceColumn('party_id').references(() => parties.id),
    ...fieldColumns(nameFields, {}),
    folded: text('folded').notNull(),
    ordinal: integer('ordinal').notNull(),
  },
  (t) => [
    index('names_party').on(t.partyId, t.ordinal),
    index('names_folded').on(t.folded, t.partyId),
    ...fieldConstraints('names', nameFields, t),
    check('names_period', sql`${t.start} IS NULL OR ${t.end} IS NULL OR ${t.start} <= ${t.end}`),
  ],
);

/**
 * Derived: the forms of the names and codes of each party, once each, as the search compares them, and the longer words of
 * its names. The lower the rank, the better a form names the party. WITHOUT ROWID, which only the migration declares.
 */
export const nameForms = sqliteTable(
  'name_forms',
  {
    partyId: referenceColumn('party_id').references(() => parties.id),
    form: text('form').notNull(),
    /** The form backwards, so that an index finds its end. */
    reversed: text('reversed').notNull(),
    rank: integer('rank').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.partyId, t.form] }),
    index('name_forms_form').on(t.form, t.rank),
    index('name_forms_reversed').on(t.reversed, t.rank),
  ],
);

/** Returns the constraints of the table of a party kind. */
export const partyConstraints = (table: string, fields: Fields, columns: TableColumns<'id' | 'partyKind'>) => [
  foreignKey({ columns: [columns.id, columns.partyKind], foreignColumns: [parties.id, parties.kind] }),
  checkEnum(`${table}_${columns.kind ? 'party_kind' : 'kind'}`, columns.partyKind, columns.partyKind.enumValues ?? []),
  ...fieldConstraints(table, fields, columns),
];

import { sql } from 'drizzle-orm';
import { check, foreignKey, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { nameKinds, type PartyKind, partyKinds } from '../../model/vocabulary.ts';
import { checkDay, checkEnum, idColumn, referenceColumn } from '../columns.ts';

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

/** The constant kind column of a noun's table, which prevents references to a party of the wrong kind. */
export const partyKindColumn = <K extends PartyKind>(kind: K) =>
  text('party_kind', { enum: [kind] })
    .notNull()
    .default(sql.raw(`'${kind}'`));

/** All names of all parties, folded for lookups, including `parties.name`. */
export const names = sqliteTable(
  'names',
  {
    id: idColumn(),
    partyId: referenceColumn('party_id').references(() => parties.id),
    text: text('text').notNull(),
    folded: text('folded').notNull(),
    language: text('language'),
    kind: text('kind', { enum: nameKinds }).notNull(),
    from: text('from'),
    until: text('until'),
    ordinal: integer('ordinal').notNull(),
  },
  (t) => [
    index('names_party').on(t.partyId, t.ordinal),
    index('names_folded').on(t.folded, t.partyId),
    checkEnum('names_kind', t.kind, nameKinds),
    checkDay('names_from', t.from),
    checkDay('names_until', t.until),
    check('names_period', sql`${t.from} IS NULL OR ${t.until} IS NULL OR ${t.from} <= ${t.until}`),
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

/** The composite foreign key `(id, party_kind) -> parties(id, kind)`. */
export const partyForeignKey = (columns: Parameters<typeof foreignKey>[0]['columns']) =>
  foreignKey({ columns, foreignColumns: [parties.id, parties.kind] });

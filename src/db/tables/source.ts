import { sql } from 'drizzle-orm';
import {
  type AnySQLiteColumn,
  check,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core';
import { checkDay, checkFuzzyDate, fuzzyDateColumns, idColumn, referenceColumn } from '../columns.ts';

export const sources = sqliteTable(
  'sources',
  {
    id: idColumn(),
    key: text('key').notNull(),
    publisher: text('publisher').notNull(),
    title: text('title'),
    url: text('url'),
    language: text('language'),
    ...fuzzyDateColumns('publishedOn'),
    /** The instant, where it is known. */
    publishedAt: text('published_at'),
    retrievedOn: text('retrieved_on'),
    sha256: text('sha256'),
    /** Of its text, in Unicode code points. */
    length: integer('length'),
    licence: text('licence'),
    replacesId: integer('replaces_id').references((): AnySQLiteColumn => sources.id),
  },
  (t) => [
    uniqueIndex('sources_key').on(t.key),
    index('sources_replaces').on(t.replacesId),
    index('sources_sha256').on(t.sha256),
    checkDay('sources_retrieved_on', t.retrievedOn),
    checkFuzzyDate('sources_published_on', t.publishedOnEdtf),
  ],
);

/** A copy or a rewording of another source: the two are not independent. */
export const sourceDerivations = sqliteTable(
  'source_derivations',
  {
    sourceId: referenceColumn('source_id').references(() => sources.id),
    fromId: referenceColumn('from_id').references(() => sources.id),
    ordinal: integer('ordinal').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.sourceId, t.fromId] }),
    index('source_derivations_from').on(t.fromId),
    check('source_derivations_other', sql`${t.sourceId} <> ${t.fromId}`),
  ],
);

/** What was read, of what, from when to when: an empty answer outside it says nothing. */
export const coverages = sqliteTable(
  'coverages',
  {
    id: idColumn(),
    sourceId: referenceColumn('source_id').references(() => sources.id),
    about: text('about').notNull(),
    from: text('from'),
    until: text('until'),
    note: text('note'),
  },
  (t) => [
    uniqueIndex('coverages_source').on(t.sourceId, t.about),
    index('coverages_about').on(t.about),
    checkDay('coverages_from', t.from),
    checkDay('coverages_until', t.until),
  ],
);

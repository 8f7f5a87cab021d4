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
import { coverage, source } from '../../model/nouns/source.ts';
import { idColumn, keyColumns, referenceColumn } from '../columns.ts';
import { fieldColumns, fieldConstraints, keyedConstraints } from './noun-columns.ts';

export const sources = sqliteTable(
  'sources',
  {
    ...keyColumns(),
    ...fieldColumns(source.fields, { replaces: (): AnySQLiteColumn => sources.id }),
  },
  (t) => [...keyedConstraints('sources', source.fields, t), index('sources_publisher').on(t.publisher, t.key)],
);

/** The text of each source whose licence allows it to be stored. Not part of the history, so that it can be deleted. */
export const sourceTexts = sqliteTable('source_texts', {
  sourceId: integer('source_id')
    .primaryKey()
    .references(() => sources.id),
  text: text('text').notNull(),
});

/** Sources derived from another source, which are therefore not independent of it. */
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

/** The subjects and periods that a source was read for: outside them, missing records mean nothing. */
export const coverages = sqliteTable(
  'coverages',
  { id: idColumn(), ...fieldColumns(coverage.fields, { source: () => sources.id }) },
  (t) => [
    uniqueIndex('coverages_source').on(t.sourceId, t.about),
    ...fieldConstraints('coverages', coverage.fields, t),
  ],
);

import { sql } from 'drizzle-orm';
import { check, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { draftFields, readingFields } from '../../model/nouns/draft.ts';
import { keyColumns } from '../columns.ts';
import { fieldColumns, keyedConstraints } from './noun-columns.ts';

/** Texts that were read. */
export const readings = sqliteTable(
  'readings',
  {
    ...keyColumns(),
    ...fieldColumns(readingFields, {}),
    /** The key of the source that the drafts cite; the source need not be on record yet. */
    sourceKey: text('source_key').notNull(),
    /** The remarks of the reader, as JSON. */
    notices: text('notices').notNull(),
    /** The text, if its licence allows it to be stored, until the source has it. */
    text: text('text'),
  },
  (t) => [
    ...keyedConstraints('readings', readingFields, t),
    uniqueIndex('readings_sha256').on(t.sha256),
    check('readings_notices', sql`json_valid(${t.notices})`),
  ],
);

/** Proposed records, outside the record: they have no history, and nothing refers to them. */
export const drafts = sqliteTable(
  'drafts',
  {
    ...keyColumns(),
    ...fieldColumns(draftFields, {}),
    /** The key of the source that it was read from; the source need not be on record yet. */
    sourceKey: text('source_key'),
    /** The key of the reading that proposed it. */
    readingKey: text('reading_key').references(() => readings.key),
    /** JSON lists, null if empty: other values that may be meant, what an editor has to state, and keys of similar records. */
    alternatives: text('alternatives'),
    unresolved: text('unresolved'),
    duplicates: text('duplicates'),
    /** JSON, null if empty: the keys of the drafts of the reading that it refers to. */
    requires: text('requires'),
    /** The revision that the decision led to. */
    revision: integer('revision'),
  },
  (t) => [
    ...keyedConstraints('drafts', draftFields, t),
    index('drafts_created').on(t.createdAt, t.key),
    index('drafts_confidence').on(t.confidence, t.key),
    index('drafts_status_created').on(t.status, t.createdAt, t.key),
    index('drafts_noun_created').on(t.noun, t.createdAt, t.key),
    index('drafts_rule_created').on(t.rule, t.createdAt, t.key),
    index('drafts_source').on(t.sourceKey, t.createdAt, t.key),
    index('drafts_reading').on(t.readingKey, t.createdAt, t.key),
    check('drafts_record', sql`json_valid(${t.record})`),
  ],
);

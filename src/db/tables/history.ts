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
import { recordNouns, recordStates, revisionActions } from '../../model/vocabulary.ts';
import { checkEnum, idColumn, referenceColumn } from '../columns.ts';

/** Whatever was ever recorded, by noun and key: what was withdrawn, or merged into another, stays here. */
export const records = sqliteTable(
  'records',
  {
    id: idColumn(),
    noun: text('noun', { enum: recordNouns }).notNull(),
    key: text('key').notNull(),
    state: text('state', { enum: recordStates }).notNull(),
    /** Its last revision; null only while the first one is being written. */
    revision: integer('revision').references((): AnySQLiteColumn => revisions.sequence),
    /** What it was merged into. */
    survivorId: integer('survivor_id').references((): AnySQLiteColumn => records.id),
  },
  (t) => [
    uniqueIndex('records_name').on(t.noun, t.key),
    index('records_key').on(t.key),
    index('records_survivor').on(t.survivorId),
    index('records_revision').on(t.revision),
    checkEnum('records_noun', t.noun, recordNouns),
    checkEnum('records_state', t.state, recordStates),
    check(
      'records_merged',
      sql`(${t.survivorId} IS NOT NULL) = (${t.state} = 'MERGED') AND ${t.survivorId} IS NOT ${t.id}`,
    ),
  ],
);

/** Every change, in order; triggers refuse to update or delete one. `changes` is `{"field": {"from": …, "to": …}}`. */
export const revisions = sqliteTable(
  'revisions',
  {
    sequence: integer('sequence').primaryKey(),
    recordId: referenceColumn('record_id').references(() => records.id),
    action: text('action', { enum: revisionActions }).notNull(),
    recordedAt: text('recorded_at').notNull(),
    /** When what it says became known: when its source was published. */
    knownAt: text('known_at').notNull(),
    by: text('by').notNull(),
    reason: text('reason'),
    /** The source on which it rests: its record, which outlives the source. */
    sourceRecordId: integer('source_record_id').references(() => records.id),
    intoId: integer('into_id').references(() => records.id),
    changes: text('changes').notNull(),
  },
  (t) => [
    index('revisions_record').on(t.recordId, t.sequence),
    index('revisions_source').on(t.sourceRecordId),
    index('revisions_into').on(t.intoId),
    checkEnum('revisions_action', t.action, revisionActions),
    check('revisions_changes', sql`json_valid(${t.changes})`),
    check('revisions_merged', sql`(${t.intoId} IS NOT NULL) = (${t.action} = 'MERGED')`),
  ],
);

/** What an importer last wrote of a record: equal input is left alone. */
export const imported = sqliteTable(
  'imported',
  {
    recordId: referenceColumn('record_id').references(() => records.id),
    importer: text('importer').notNull(),
    /** The file that it stood in, to tell what has vanished from it. */
    file: text('file').notNull(),
    digest: text('digest').notNull(),
    /** The record as that importer wrote it, kept once another has changed it; null while it still stands so. */
    document: text('document'),
  },
  (t) => [
    primaryKey({ columns: [t.recordId, t.importer] }),
    index('imported_file').on(t.importer, t.file),
    check('imported_document', sql`${t.document} IS NULL OR json_valid(${t.document})`),
  ],
);

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

/** The identity of every record, by noun and key, including withdrawn and merged ones. */
export const records = sqliteTable(
  'records',
  {
    id: idColumn(),
    noun: text('noun', { enum: recordNouns }).notNull(),
    key: text('key').notNull(),
    state: text('state', { enum: recordStates }).notNull(),
    /** The last revision; null only while the first is being written. */
    revision: integer('revision').references((): AnySQLiteColumn => revisions.sequence),
    /** The record that it was merged into. */
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

/**
 * All changes, in order. Append-only: triggers reject UPDATE and DELETE. `changes` is `{"field":
 * {"from": …, "to": …}}`.
 */
export const revisions = sqliteTable(
  'revisions',
  {
    sequence: integer('sequence').primaryKey(),
    recordId: referenceColumn('record_id').references(() => records.id),
    action: text('action', { enum: revisionActions }).notNull(),
    recordedAt: text('recorded_at').notNull(),
    /** When the content became known, usually the publication of its source. */
    knownAt: text('known_at').notNull(),
    by: text('by').notNull(),
    reason: text('reason'),
    /** The record of the supporting source, which remains if the source is withdrawn. */
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

/** The version of a record that an importer last wrote, to skip unchanged input. */
export const imported = sqliteTable(
  'imported',
  {
    recordId: referenceColumn('record_id').references(() => records.id),
    importer: text('importer').notNull(),
    /** The file that contained it, to detect records that are no longer in the file. */
    file: text('file').notNull(),
    digest: text('digest').notNull(),
    /** The imported record, stored once another author has changed it; null while it is unchanged. */
    document: text('document'),
  },
  (t) => [
    primaryKey({ columns: [t.recordId, t.importer] }),
    index('imported_file').on(t.importer, t.file),
    check('imported_document', sql`${t.document} IS NULL OR json_valid(${t.document})`),
  ],
);

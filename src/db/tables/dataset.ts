import { sql } from 'drizzle-orm';
import { check, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { searchKinds } from '../../model/vocabulary.ts';
import { checkEnum } from '../columns.ts';
import { entries } from './entry.ts';
import { offices } from './office.ts';
import { parties } from './party.ts';
import { topics } from './position.ts';
import { sources } from './source.ts';

/** A new epoch: 64 random bits in hexadecimal. */
export const randomEpoch = sql`(lower(hex(randomblob(8))))`;

/**
 * A single row: the sequence number of the last change, which versions every response, and the epoch.
 * A restored backup continues at an older sequence number, so `restore` sets a new epoch: sequence
 * numbers are comparable within one epoch only.
 */
export const dataset = sqliteTable(
  'dataset',
  {
    id: integer('id').primaryKey(),
    sequence: integer('sequence').notNull(),
    epoch: text('epoch').notNull().default(randomEpoch),
  },
  (t) => [check('dataset_one', sql`${t.id} = 1`)],
);

/**
 * Derived: the searchable text of a record, mirrored to the full-text table `search` by triggers.
 * Ids begin with the entry's day, so that a reverse scan returns the newest first. Those of parties
 * are the party's, and those of sources, offices and topics negative.
 */
export const documents = sqliteTable(
  'documents',
  {
    id: integer('id').primaryKey(),
    kind: text('kind', { enum: searchKinds }).notNull(),
    entryId: integer('entry_id').references(() => entries.id),
    partyId: integer('party_id').references(() => parties.id),
    sourceId: integer('source_id').references(() => sources.id),
    officeId: integer('office_id').references(() => offices.id),
    topicId: integer('topic_id').references(() => topics.id),
    title: text('title').notNull(),
    body: text('body').notNull(),
    /** Words by which it is also found, and which are not shown: codes, and articles before a name. */
    keywords: text('keywords').notNull(),
  },
  (t) => [
    uniqueIndex('documents_entry').on(t.entryId),
    uniqueIndex('documents_party').on(t.partyId),
    // Few documents are of these kinds.
    uniqueIndex('documents_source').on(t.sourceId).where(sql`${t.sourceId} IS NOT NULL`),
    uniqueIndex('documents_office').on(t.officeId).where(sql`${t.officeId} IS NOT NULL`),
    uniqueIndex('documents_topic').on(t.topicId).where(sql`${t.topicId} IS NOT NULL`),
    index('documents_kind').on(t.kind),
    // Resolves search hits to records without reading their text.
    index('documents_found').on(t.id, t.kind, t.entryId),
    checkEnum('documents_kind', t.kind, searchKinds),
    check(
      'documents_of_one',
      sql`(${t.entryId} IS NOT NULL) + (${t.partyId} IS NOT NULL) + (${t.sourceId} IS NOT NULL) + (${t.officeId} IS NOT NULL) + (${t.topicId} IS NOT NULL) = 1`,
    ),
  ],
);

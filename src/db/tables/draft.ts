import { sql } from 'drizzle-orm';
import { check, index, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { draftFields } from '../../model/nouns/draft.ts';
import { keyColumns } from '../columns.ts';
import { fieldColumns, keyedConstraints } from './noun-columns.ts';

/** Proposed records, outside the record: they have no history, and nothing refers to them. */
export const drafts = sqliteTable(
  'drafts',
  {
    ...keyColumns(),
    ...fieldColumns(draftFields, {}),
    /** The key of the source that it was read from; the source need not be on record yet. */
    sourceKey: text('source_key'),
  },
  (t) => [
    ...keyedConstraints('drafts', draftFields, t),
    index('drafts_created').on(t.createdAt, t.key),
    index('drafts_status_created').on(t.status, t.createdAt, t.key),
    index('drafts_noun_created').on(t.noun, t.createdAt, t.key),
    index('drafts_source').on(t.sourceKey, t.createdAt, t.key),
    check('drafts_record', sql`json_valid(${t.record})`),
  ],
);

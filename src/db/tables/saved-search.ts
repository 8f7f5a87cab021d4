import { sql } from 'drizzle-orm';
import { check, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { alertChannels } from '../../model/vocabulary.ts';
import { checkEnum, idColumn, referenceColumn } from '../columns.ts';

/** Filters of lists whose matching changes are sent to the holder of a token. They are no part of the record. */
export const savedSearches = sqliteTable(
  'saved_searches',
  {
    id: idColumn(),
    /** The public identifier, with which message ids begin. */
    key: text('key').notNull(),
    /** The holder of the token that created it. */
    holder: text('holder').notNull(),
    name: text('name').notNull(),
    /** The field of Query that lists the records. */
    list: text('list').notNull(),
    filter: text('filter').notNull(),
    channel: text('channel', { enum: alertChannels }).notNull(),
    /** The URL of a webhook, or an e-mail address. */
    target: text('target').notNull(),
    /** The key of signatures, which must be readable; null for mail. */
    secret: text('secret'),
    createdAt: text('created_at').notNull(),
    /** The last change that has been compared with the filter. */
    cursor: integer('cursor').notNull(),
    /** Consecutive failures, when they began, and the time of the next attempt in milliseconds since 1970. */
    attempts: integer('attempts').notNull().default(0),
    failingSince: text('failing_since'),
    nextAttemptAt: integer('next_attempt_at').notNull().default(0),
    lastError: text('last_error'),
    lastDeliveredAt: text('last_delivered_at'),
    disabledAt: text('disabled_at'),
    disabledReason: text('disabled_reason'),
  },
  (t) => [
    uniqueIndex('saved_searches_key').on(t.key),
    index('saved_searches_holder').on(t.holder, t.id),
    checkEnum('saved_searches_channel', t.channel, alertChannels),
    check('saved_searches_filter', sql`json_valid(${t.filter})`),
    check('saved_searches_secret', sql`(${t.secret} IS NOT NULL) = (${t.channel} = 'WEBHOOK')`),
    check('saved_searches_disabled', sql`(${t.disabledAt} IS NULL) = (${t.disabledReason} IS NULL)`),
  ],
);

/** Messages that have not been delivered yet, in the order of their changes. */
export const alertMessages = sqliteTable(
  'alert_messages',
  {
    id: idColumn(),
    searchId: referenceColumn('search_id').references(() => savedSearches.id, { onDelete: 'cascade' }),
    /** The same for each attempt, so that receivers can recognize repetitions. */
    messageId: text('message_id').notNull(),
    payload: text('payload').notNull(),
  },
  (t) => [
    uniqueIndex('alert_messages_message_id').on(t.messageId),
    index('alert_messages_search').on(t.searchId, t.id),
    check('alert_messages_payload', sql`json_valid(${t.payload})`),
  ],
);

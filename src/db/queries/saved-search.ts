import { type SQL, sql } from 'drizzle-orm';
import type { AlertChannel } from '../../model/vocabulary.ts';
import type { Reader } from '../database.ts';
import { alertMessages, savedSearches } from '../tables/index.ts';

/** A saved search as its holder sees it, without the secret. */
export interface SavedSearch {
  key: string;
  holder: string;
  name: string;
  list: string;
  /** The filter as JSON, as a request would state it. */
  filter: string;
  channel: AlertChannel;
  target: string;
  createdAt: string;
  /** The number of messages that have not been delivered. */
  pending: number;
  failingSince: string | null;
  lastError: string | null;
  lastDeliveredAt: string | null;
  disabledAt: string | null;
  disabledReason: string | null;
}

const publicColumns = sql`s."key", s.holder, s.name, s."list", s.filter, s.channel, s.target, s.created_at AS "createdAt",
  (SELECT count(*) FROM ${alertMessages} m WHERE m.search_id = s.id) AS pending, s.failing_since AS "failingSince",
  s.last_error AS "lastError", s.last_delivered_at AS "lastDeliveredAt", s.disabled_at AS "disabledAt",
  s.disabled_reason AS "disabledReason"`;

/** Selects the saved searches of a holder, oldest first, or one of them. */
export const selectSavedSearches = (holder: string, key?: string): SQL =>
  sql`SELECT ${publicColumns} FROM ${savedSearches} s WHERE s.holder = ${holder}${key === undefined ? sql`` : sql` AND s."key" = ${key}`} ORDER BY s.id`;

/** What delivery needs to know about a saved search. */
export interface AlertTask {
  id: number;
  key: string;
  name: string;
  list: string;
  filter: string;
  channel: AlertChannel;
  target: string;
  secret: string | null;
  cursor: number;
  attempts: number;
  failingSince: string | null;
  nextAttemptAt: number;
  lastDeliveredAt: string | null;
  pending: number;
}

/**
 * Returns the enabled searches that have changes to compare, up to `sequence`, or messages to deliver now. Searches whose
 * holder has no valid token wait until there is one again.
 */
export const listAlertTasks = (reader: Reader, sequence: number, now: Date): Promise<AlertTask[]> =>
  reader.all<AlertTask>(
    sql`SELECT * FROM (SELECT s.id, s."key", s.name, s."list", s.filter, s.channel, s.target, s.secret, s.cursor, s.attempts,
      s.failing_since AS "failingSince", s.next_attempt_at AS "nextAttemptAt", s.last_delivered_at AS "lastDeliveredAt",
      (SELECT count(*) FROM ${alertMessages} m WHERE m.search_id = s.id) AS pending
      FROM ${savedSearches} s WHERE s.disabled_at IS NULL AND EXISTS (SELECT 1 FROM tokens t WHERE t.holder = s.holder
        AND t.revoked_at IS NULL AND t.expires_at > ${now.toISOString()}) ORDER BY s.id)
      WHERE cursor < ${sequence} OR (pending > 0 AND "nextAttemptAt" <= ${now.getTime()})`,
  );

export interface AlertMessage {
  id: number;
  messageId: string;
  payload: string;
}

/** Returns the oldest messages of a search. */
export const listAlertMessages = (reader: Reader, searchId: number, limit: number): Promise<AlertMessage[]> =>
  reader.all<AlertMessage>(
    sql`SELECT id, message_id AS "messageId", payload FROM ${alertMessages} WHERE search_id = ${searchId} ORDER BY id LIMIT ${limit}`,
  );

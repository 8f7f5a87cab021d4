import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { alertMessages, savedSearches } from '../../db/tables/index.ts';

/** The changes that a search was compared with, and the messages about those that match. */
export interface MatchedChanges {
  searchId: number;
  /** The cursor before and after. */
  from: number;
  to: number;
  messages: readonly { messageId: string; payload: string }[];
}

/**
 * Stores the messages and advances the cursor. Does nothing if the cursor has changed in the meantime: another process has
 * compared the same changes, or the search was deleted.
 */
export function applyMatches(tx: Transaction, { searchId, from, to, messages }: MatchedChanges): void {
  const { changes } = tx
    .update(savedSearches)
    .set({ cursor: to })
    .where(and(eq(savedSearches.id, searchId), eq(savedSearches.cursor, from)))
    .run();
  if (changes === 0) return;
  for (const message of messages)
    tx.insert(alertMessages)
      .values({ searchId, ...message })
      .run();
}

/** Removes messages that were delivered. The next ones are sent from `nextAttemptAt` on. A test is no delivery of changes. */
export function markDelivered(
  tx: Transaction,
  searchId: number,
  messageIds: readonly number[],
  { now, nextAttemptAt = 0, isTest = false }: { now: Date; nextAttemptAt?: number; isTest?: boolean },
): void {
  tx.delete(alertMessages)
    .where(inArray(alertMessages.id, [...messageIds]))
    .run();
  tx.update(savedSearches)
    .set({
      attempts: 0,
      failingSince: null,
      lastError: null,
      nextAttemptAt,
      ...(!isTest && { lastDeliveredAt: now.toISOString() }),
    })
    .where(eq(savedSearches.id, searchId))
    .run();
}

/** How long deliveries may fail before a search is disabled. */
const maxFailingDays = 5;
const [firstDelayMs, maxDelayMs] = [5_000, 3_600_000];

/** The delay after a number of failures: twice as long each time, up to an hour, of which a random half is left out. */
export const computeRetryDelay = (attempts: number, random = Math.random()): number =>
  Math.round(Math.min(firstDelayMs * 2 ** (attempts - 1), maxDelayMs) * (0.5 + random / 2));

interface Failure {
  now: Date;
  message: string;
  /** No further attempt is made. */
  isFinal: boolean;
}

/** Schedules the next attempt, or disables a search that has failed for too long. Returns the reason if it is disabled. */
export function markFailed(tx: Transaction, searchId: number, { now, message, isFinal }: Failure): string | undefined {
  const found = tx.select().from(savedSearches).where(eq(savedSearches.id, searchId)).get();
  if (!found) return undefined;
  const failingSince = found.failingSince ?? now.toISOString();
  const attempts = found.attempts + 1;
  const isTooLong = now.getTime() - Date.parse(failingSince) >= maxFailingDays * 86_400_000;
  const reason = isFinal ? message : isTooLong ? `Failed for ${maxFailingDays} days. ${message}` : undefined;
  tx.update(savedSearches)
    .set({
      attempts,
      failingSince,
      lastError: message,
      nextAttemptAt: now.getTime() + computeRetryDelay(attempts),
      ...(reason !== undefined && { disabledAt: now.toISOString(), disabledReason: reason }),
    })
    .where(sql`${savedSearches.id} = ${searchId}`)
    .run();
  return reason;
}

import { randomBytes } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import type { Transaction } from '../../db/database.ts';
import { alertMessages, dataset, savedSearches } from '../../db/tables/index.ts';
import { badInput, ChanceryError } from '../../model/errors.ts';
import type { AlertChannel } from '../../model/vocabulary.ts';

/** The searches that a holder may save. */
const maxSavedSearches = 20;

/** The fields of a saved search that its holder decides. */
export interface SavedSearchInput {
  name: string;
  list: string;
  filter: string;
  channel: AlertChannel;
  target: string;
}

const generateSecret = (channel: AlertChannel): string | null =>
  channel === 'WEBHOOK' ? `whsec_${randomBytes(32).toString('base64')}` : null;

const readSequence = (tx: Transaction): number =>
  tx.select({ sequence: dataset.sequence }).from(dataset).get()?.sequence ?? 0;

/** Creates a saved search, which reports changes from now on. Returns its key, and the secret of a webhook. */
export function createSavedSearch(tx: Transaction, holder: string, input: SavedSearchInput, now: Date) {
  if (tx.$count(savedSearches, eq(savedSearches.holder, holder)).sync() >= maxSavedSearches)
    throw badInput(`You have ${maxSavedSearches} saved searches, which is the maximum. Delete one first.`);
  const key = randomBytes(9).toString('base64url');
  const secret = generateSecret(input.channel);
  tx.insert(savedSearches)
    .values({ ...input, key, holder, secret, createdAt: now.toISOString(), cursor: readSequence(tx) })
    .run();
  return { key, secret };
}

interface SavedSearchPatch extends Partial<SavedSearchInput> {
  /** Replaces the secret. */
  rotateSecret?: boolean;
  isEnabled?: boolean;
}

/** Changes a saved search. Returns the new secret, if there is one. */
export function updateSavedSearch(
  tx: Transaction,
  holder: string,
  key: string,
  { rotateSecret = false, isEnabled, ...fields }: SavedSearchPatch,
  now: Date,
): { key: string; secret: string | null } {
  const found = requireSavedSearch(tx, holder, key);
  const channel = fields.channel ?? found.channel;
  const needsSecret = rotateSecret || channel !== found.channel;
  if (rotateSecret && channel === 'MAIL') throw badInput('Only a webhook has a secret.', 'rotateSecret');
  const secret = needsSecret ? generateSecret(channel) : found.secret;
  const retry = { attempts: 0, failingSince: null, nextAttemptAt: 0, lastError: null };
  tx.update(savedSearches)
    .set({
      ...fields,
      secret,
      ...(fields.target !== undefined && retry),
      ...(isEnabled === true && { ...retry, disabledAt: null, disabledReason: null }),
      ...(isEnabled === false &&
        found.disabledAt === null && { disabledAt: now.toISOString(), disabledReason: 'Disabled by its holder.' }),
    })
    .where(eq(savedSearches.id, found.id))
    .run();
  return { key, secret: needsSecret ? secret : null };
}

/** Deletes a saved search with its messages. */
export function deleteSavedSearch(tx: Transaction, holder: string, key: string): void {
  const { id } = requireSavedSearch(tx, holder, key);
  tx.delete(alertMessages).where(eq(alertMessages.searchId, id)).run();
  tx.delete(savedSearches).where(eq(savedSearches.id, id)).run();
}

/** Whether a message tests the delivery. */
export const isTestMessage = (messageId: string): boolean => messageId.includes('.test.');

/** Adds a message that tests the delivery. It is sent at once: a webhook has what is pending first, a mail contains nothing else. */
export function enqueueTestMessage(tx: Transaction, holder: string, key: string, now: Date): void {
  const { id, name } = requireSavedSearch(tx, holder, key);
  const messageId = `${key}.test.${randomBytes(6).toString('base64url')}`;
  const payload = JSON.stringify({ type: 'test', timestamp: now.toISOString(), data: { search: key, name } });
  tx.insert(alertMessages).values({ searchId: id, messageId, payload }).run();
  tx.update(savedSearches).set({ nextAttemptAt: 0 }).where(sql`${savedSearches.id} = ${id}`).run();
}

function requireSavedSearch(tx: Transaction, holder: string, key: string) {
  const found = tx
    .select()
    .from(savedSearches)
    .where(and(eq(savedSearches.holder, holder), eq(savedSearches.key, key)))
    .get();
  if (!found) throw new ChanceryError('NOT_FOUND', `You have no saved search with the key ${JSON.stringify(key)}.`);
  return found;
}

import { setTimeout } from 'node:timers/promises';
import type { Logger } from 'pino';
import { matchChanges } from '../api/alerts/match-changes.ts';
import { openSnapshot } from '../api/export/open-snapshot.ts';
import type { Database } from '../db/database.ts';
import { readSequence } from '../db/queries/change.ts';
import { type AlertTask, listAlertMessages, listAlertTasks } from '../db/queries/saved-search.ts';
import type { ReaderThreads } from '../db/reader-threads.ts';
import { ChanceryError } from '../model/errors.ts';
import { applyMatches, type MatchedChanges, markDelivered, markFailed } from '../store/alerts/deliveries.ts';
import { DeliveryError } from '../store/alerts/delivery-error.ts';
import { createDigest } from '../store/alerts/digest.ts';
import { isTestMessage } from '../store/alerts/saved-searches.ts';
import { type MailSettings, sendMail } from '../store/alerts/send-mail.ts';
import { sendWebhook } from '../store/alerts/send-webhook.ts';
import { ForbiddenAddressError, type Network } from '../store/alerts/webhook-address.ts';

interface AlertOptions {
  db: Database;
  threads: ReaderThreads | undefined;
  log: Pick<Logger, 'info' | 'warn' | 'error'>;
  /** Networks without public addresses to which webhooks may be sent. */
  networks: readonly Network[];
  /** How mail is sent; undefined if it is not. */
  mail: MailSettings | undefined;
  /** The address of the explorer, for links. */
  origin: string;
  /** How often the database is asked for changes. */
  pollMs?: number;
}

export interface RunningAlerts {
  /** Ends deliveries in flight, which are repeated after the next start. */
  close(): Promise<void>;
}

/** Deliveries at a time, one for each search. */
const maxDeliveries = 8;
/** Messages of a search that are sent one after the other before the database is asked again. */
const webhooksPerTurn = 10;
/** Messages that a search may have. If there are more, further changes are compared once some are delivered. */
const maxPendingMessages = 1_000;
const digestIntervalMs = 3_600_000;
/** Milliseconds for which the statement of a search may run. */
const withinMs = 1_800;

/** Compares changes with saved searches, and delivers messages about those that match. For one process of a server. */
export function startAlerts(options: AlertOptions): RunningAlerts {
  const dispatcher = new AlertDispatcher(options);
  const stopped = dispatcher.run();
  return {
    async close() {
      dispatcher.stop();
      await stopped;
    },
  };
}

class AlertDispatcher {
  readonly #options: AlertOptions;
  readonly #stopping = new AbortController();
  /** By the id of the search. */
  readonly #deliveries = new Map<number, Promise<void>>();

  constructor(options: AlertOptions) {
    this.#options = options;
  }

  stop(): void {
    this.#stopping.abort();
  }

  async run(): Promise<void> {
    const { log, pollMs = 1_000 } = this.#options;
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      const hasMore = await this.#runTurn().catch((error: unknown) => {
        log.error({ err: error }, 'alerts could not be processed');
        return false;
      });
      if (!hasMore) await setTimeout(pollMs, undefined, { signal }).catch(() => undefined);
    }
    await Promise.all(this.#deliveries.values());
  }

  /** Returns whether there may be more to do at once. */
  async #runTurn(): Promise<boolean> {
    const { db } = this.#options;
    const reader = db.autocommitReader();
    const sequence = await readSequence(reader);
    const now = new Date();
    const tasks = await listAlertTasks(reader, sequence, now);
    for (const task of tasks) if (task.pending > 0 && task.nextAttemptAt <= now.getTime()) this.#startDelivery(task);
    const behind = tasks.filter(({ cursor, pending }) => cursor < sequence && pending < maxPendingMessages);
    return behind.length > 0 && (await this.#match(behind));
  }

  /** Compares the next changes of each search on one snapshot. Returns whether any cursor advanced. */
  async #match(tasks: readonly AlertTask[]): Promise<boolean> {
    const { db, threads, origin } = this.#options;
    const client = { key: 'alerts', databaseMs: 0, eventLoopMs: 0, isRejected: false };
    const snapshot = await openSnapshot({ db, threads, client, withinMs });
    const matched: MatchedChanges[] = [];
    try {
      const { reader } = snapshot;
      const sequence = await readSequence(reader);
      for (const task of tasks) {
        if (this.#stopping.signal.aborted) break;
        const result = await matchChanges(task, { reader, db, sequence, origin, withinMs }).catch((error: unknown) =>
          this.#reportMatchError(task, error),
        );
        if (result) matched.push(result);
      }
    } finally {
      await snapshot.close();
    }
    if (matched.length === 0) return false;
    await db.write((tx) => {
      for (const result of matched) applyMatches(tx, result);
    });
    return true;
  }

  /** A filter that has become invalid, for instance because a record was withdrawn, cannot be evaluated again. */
  async #reportMatchError({ id, key }: AlertTask, error: unknown): Promise<undefined> {
    const { db, log } = this.#options;
    const cause = error instanceof Error && 'originalError' in error ? (error.originalError ?? error) : error;
    log.warn({ search: key, err: cause }, 'a saved search could not be evaluated');
    if (!(cause instanceof ChanceryError) || cause.code !== 'BAD_INPUT') return;
    const message = `The filter is no longer valid: ${cause.message}`;
    await db.write((tx) => markFailed(tx, id, { now: new Date(), message, isFinal: true }));
  }

  #startDelivery(task: AlertTask): void {
    if (this.#deliveries.has(task.id) || this.#deliveries.size >= maxDeliveries) return;
    const { log } = this.#options;
    const delivery = this.#deliver(task)
      .catch((error: unknown) => log.error({ search: task.key, err: error }, 'an alert could not be recorded'))
      .finally(() => this.#deliveries.delete(task.id));
    this.#deliveries.set(task.id, delivery);
  }

  async #deliver(task: AlertTask): Promise<void> {
    const { db, log } = this.#options;
    try {
      await (task.channel === 'MAIL' ? this.#deliverMail(task) : this.#deliverWebhooks(task));
    } catch (error) {
      // Interrupted deliveries have not failed.
      if (this.#stopping.signal.aborted) return;
      const message = describeFailure(error);
      const isFinal = error instanceof DeliveryError && error.isFinal;
      const disabledReason = await db.write((tx) => markFailed(tx, task.id, { now: new Date(), message, isFinal }));
      log.warn({ search: task.key, reason: message, isDisabled: disabledReason !== undefined }, 'an alert failed');
    }
  }

  async #deliverWebhooks({ id, target: url, secret }: AlertTask): Promise<void> {
    const { db, networks } = this.#options;
    const { signal } = this.#stopping;
    for (const message of await listAlertMessages(db.autocommitReader(), id, webhooksPerTurn)) {
      if (signal.aborted) return;
      await sendWebhook({ url, secret: secret ?? '', ...message }, { networks, signal });
      await db.write((tx) => markDelivered(tx, id, [message.id], { now: new Date() }));
    }
  }

  async #deliverMail(task: AlertTask): Promise<void> {
    const { db, mail, origin } = this.#options;
    if (!mail)
      throw new DeliveryError('This server sends no mail: CHANCERY_SMTP_URL and CHANCERY_MAIL_FROM are not set.');
    const pending = await listAlertMessages(db.autocommitReader(), task.id, maxPendingMessages);
    const tests = pending.filter(({ messageId }) => isTestMessage(messageId));
    // A test neither sends the next digest early nor postpones it.
    const isTest = tests.length > 0;
    const messages = isTest ? tests : pending;
    await sendMail(createDigest(task, messages, origin), mail);
    const now = new Date();
    const lastDigestAt = isTest ? Date.parse(task.lastDeliveredAt ?? '') || 0 : now.getTime();
    const ids = messages.map(({ id }) => id);
    const nextAttemptAt = lastDigestAt + digestIntervalMs;
    await db.write((tx) => markDelivered(tx, task.id, ids, { now, nextAttemptAt, isTest }));
  }
}

/** Describes an error of a connection without details of the network that the holder should not learn. */
function describeFailure(error: unknown): string {
  if (error instanceof DeliveryError) return error.message;
  if (error instanceof ForbiddenAddressError) return `The address is not allowed: ${error.message}.`;
  const { name, code, message } = error as Error & { code?: string };
  if (name === 'AbortError' || name === 'TimeoutError') return 'The receiver did not respond in time.';
  return `The receiver could not be reached (${code ?? message}).`;
}

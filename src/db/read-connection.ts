import type Sqlite from 'better-sqlite3';
import { LRUCache } from 'lru-cache';
import { ChanceryError } from '../model/errors.ts';
import type { InlineAttempt } from './inline-attempt.ts';
import type { RenderedQuery } from './render-sql.ts';
import { ResultSize } from './result-size.ts';
import { type SlowStatementLog, timeStatement } from './slow-statements.ts';

/** Statements by their text: at most this many, and approximately this much memory. */
const maxCachedStatements = 500;
const maxCachedStatementBytes = 16 * 1024 * 1024;
/**
 * The memory of all statements that a connection has prepared. The driver frees an evicted statement only after a garbage
 * collection, which does not know of its memory; closing the connection frees all of them at once.
 */
const maxPreparedBytes = 2 * maxCachedStatementBytes;
/** A prepared statement takes some four times the length of its text. */
const estimateStatementBytes = (text: string): number => 5 * text.length + 1_000;

/** The limits of a statement. */
export interface StatementLimits {
  /** Milliseconds until the statement fails with TIMEOUT. */
  withinMs: number;
  /** Decides whether the statement may run on this thread, and how long; without one it may. */
  attempt?: InlineAttempt | undefined;
}

export interface ReadConnectionOptions {
  /** The maximum size of a result. */
  maxResultBytes?: number | undefined;
  slowStatements?: SlowStatementLog | undefined;
}

/** A read-only connection that caches prepared statements by text. */
export class ReadConnection {
  readonly #client: Sqlite.Database;
  readonly #statements = new LRUCache<string, Sqlite.Statement>({
    max: maxCachedStatements,
    maxSize: maxCachedStatementBytes,
    sizeCalculation: (_statement, text) => estimateStatementBytes(text),
  });
  // `exec` would make the driver discard the column metadata of every statement.
  readonly #begin: Sqlite.Statement;
  readonly #commit: Sqlite.Statement;
  readonly #resultSize: ResultSize;
  readonly #slowStatements: SlowStatementLog | undefined;

  #preparedBytes = 0;
  /** The start and the limits of the running statement. */
  #startedAt = 0;
  #limits: StatementLimits = { withinMs: Infinity };

  constructor(client: Sqlite.Database, { maxResultBytes = Infinity, slowStatements }: ReadConnectionOptions = {}) {
    this.#client = client;
    this.#resultSize = new ResultSize(client, maxResultBytes);
    this.#slowStatements = slowStatements;
    this.#begin = client.prepare('BEGIN');
    this.#commit = client.prepare('COMMIT');
    // The result depends on the time, so SQLite must not merge calls.
    client.function('in_time', { deterministic: false }, (share: unknown) => this.#assertWithinLimits(Number(share)));
  }

  #assertWithinLimits(share: number): 1 {
    const { withinMs, attempt } = this.#limits;
    if (performance.now() - this.#startedAt > withinMs * share) throw timeoutError();
    attempt?.assertWithinBudget();
    return 1;
  }

  begin(): void {
    this.#begin.run();
  }

  commit(): void {
    this.#commit.run();
  }

  all(query: RenderedQuery, limits: StatementLimits): unknown[] {
    return this.#run(query, limits, (statement) => statement.all(...query.params));
  }

  get(query: RenderedQuery, limits: StatementLimits): unknown {
    return this.#run(query, limits, (statement) => statement.get(...query.params));
  }

  #run<T>({ sql: text }: RenderedQuery, limits: StatementLimits, execute: (statement: Sqlite.Statement) => T): T {
    if (limits.withinMs <= 0) throw timeoutError();
    const { attempt } = limits;
    attempt?.begin(text);
    this.#limits = limits;
    this.#startedAt = performance.now();
    this.#resultSize.reset();
    try {
      return timeStatement(this.#slowStatements, text, () => execute(this.#prepare(text)));
    } finally {
      attempt?.end(text);
    }
  }

  /** Whether the connection has prepared so many statements that it should be replaced by a new one. */
  get isWornOut(): boolean {
    return this.#preparedBytes > maxPreparedBytes;
  }

  close(): void {
    this.#client.close();
  }

  #prepare(text: string): Sqlite.Statement {
    const cached = this.#statements.get(text);
    if (cached) return cached;
    const statement = this.#client.prepare(text);
    this.#preparedBytes += estimateStatementBytes(text);
    this.#statements.set(text, statement);
    return statement;
  }
}

export const timeoutError = (): ChanceryError =>
  new ChanceryError(
    'TIMEOUT',
    'The request exceeds the time limit of the database. Use a narrower filter, fewer dimensions or no totalCount.',
  );

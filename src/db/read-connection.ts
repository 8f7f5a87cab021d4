import type Sqlite from 'better-sqlite3';
import type { SQL } from 'drizzle-orm';
import { LRUCache } from 'lru-cache';
import { ChanceryError } from '../model/errors.ts';
import type { Reader } from './database.ts';
import { limitTime } from './deadline.ts';
import type { InlineAttempt } from './inline-attempt.ts';
import { type RenderedQuery, renderSql } from './render-sql.ts';

const maxCachedStatements = 500;

/** The limits of a statement. */
export interface StatementLimits {
  /** Milliseconds until the statement fails with TIMEOUT. */
  withinMs: number;
  /** Decides whether the statement may run on this thread, and how long; without one it may. */
  attempt?: InlineAttempt | undefined;
}

/** A read-only connection that caches prepared statements by text. */
export class ReadConnection {
  readonly #client: Sqlite.Database;
  readonly #statements = new LRUCache<string, Sqlite.Statement>({ max: maxCachedStatements });
  // `exec` would make the driver discard the column metadata of every statement.
  readonly #begin: Sqlite.Statement;
  readonly #commit: Sqlite.Statement;

  /** The start and the limits of the running statement. */
  #startedAt = 0;
  #limits: StatementLimits = { withinMs: Infinity };

  constructor(client: Sqlite.Database) {
    this.#client = client;
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

  async withSnapshot<T>(work: (reader: Reader) => Promise<T> | T, { withinMs, attempt }: StatementLimits): Promise<T> {
    const statements: string[] = [];
    let remainingMs = withinMs;
    const timed = <R>(query: SQL, read: (rendered: RenderedQuery, limits: StatementLimits) => unknown): R => {
      const rendered = renderSql(query);
      statements.push(rendered.sql);
      const startedAt = performance.now();
      try {
        return read(rendered, { withinMs: limitTime(query, remainingMs), attempt }) as R;
      } finally {
        remainingMs -= performance.now() - startedAt;
      }
    };
    this.begin();
    try {
      return await work({
        statements,
        all: async <Row>(query: SQL) => timed<Row[]>(query, (rendered, limits) => this.all(rendered, limits)),
        get: async <Row>(query: SQL) => timed<Row | undefined>(query, (rendered, limits) => this.get(rendered, limits)),
      });
    } finally {
      this.commit();
    }
  }

  #run<T>({ sql: text }: RenderedQuery, limits: StatementLimits, execute: (statement: Sqlite.Statement) => T): T {
    if (limits.withinMs <= 0) throw timeoutError();
    const { attempt } = limits;
    attempt?.begin(text);
    this.#limits = limits;
    this.#startedAt = performance.now();
    try {
      return execute(this.#prepare(text));
    } finally {
      attempt?.end(text);
    }
  }

  close(): void {
    this.#client.close();
  }

  #prepare(text: string): Sqlite.Statement {
    const cached = this.#statements.get(text);
    if (cached) return cached;
    const statement = this.#client.prepare(text);
    this.#statements.set(text, statement);
    return statement;
  }
}

export const timeoutError = (): ChanceryError =>
  new ChanceryError(
    'TIMEOUT',
    'The request exceeds the time limit of the database. Use a narrower filter, fewer dimensions or no totalCount.',
  );

import type Sqlite from 'better-sqlite3';
import type { SQL } from 'drizzle-orm';
import { LRUCache } from 'lru-cache';
import { ChanceryError } from '../model/errors.ts';
import type { Reader } from './database.ts';
import { renderSql } from './render-sql.ts';
import { type SlowStatementLog, timeStatement } from './slow-statements.ts';

const maxCachedStatements = 500;

/** A read-only connection that caches prepared statements by text. */
export class ReadConnection {
  readonly #client: Sqlite.Database;
  readonly #statements = new LRUCache<string, Sqlite.Statement>({ max: maxCachedStatements });
  // `exec` would make the driver discard the column metadata of every statement.
  readonly #begin: Sqlite.Statement;
  readonly #commit: Sqlite.Statement;
  readonly #slowStatements: SlowStatementLog | undefined;

  /** The start and the time limit of the running statement. */
  #startedAt = 0;
  #timeoutMs = Infinity;

  constructor(client: Sqlite.Database, slowStatements?: SlowStatementLog) {
    this.#client = client;
    this.#slowStatements = slowStatements;
    this.#begin = client.prepare('BEGIN');
    this.#commit = client.prepare('COMMIT');
    // The result depends on the time, so SQLite must not merge calls.
    client.function('in_time', { deterministic: false }, (share: unknown) => this.#assertWithinDeadline(Number(share)));
  }

  #assertWithinDeadline(share: number): 1 {
    if (performance.now() - this.#startedAt <= this.#timeoutMs * share) return 1;
    throw new ChanceryError(
      'TIMEOUT',
      'The request exceeds the time limit of the database. Use a narrower filter, fewer dimensions or no totalCount.',
    );
  }

  all<Row>(query: SQL, statements: string[], withinMs: number): Row[] {
    return this.#run(query, statements, withinMs, (statement, params) => statement.all(...params)) as Row[];
  }

  get<Row>(query: SQL, statements: string[], withinMs: number): Row | undefined {
    return this.#run(query, statements, withinMs, (statement, params) => statement.get(...params)) as Row | undefined;
  }

  async withSnapshot<T>(work: (reader: Reader) => Promise<T> | T, withinMs: number): Promise<T> {
    const statements: string[] = [];
    let remainingMs = withinMs;
    const timed = <R>(query: () => R): R => {
      const startedAt = performance.now();
      try {
        return query();
      } finally {
        remainingMs -= performance.now() - startedAt;
      }
    };
    this.#begin.run();
    try {
      return await work({
        statements,
        all: async <Row>(query: SQL) => timed(() => this.all<Row>(query, statements, remainingMs)),
        get: async <Row>(query: SQL) => timed(() => this.get<Row>(query, statements, remainingMs)),
      });
    } finally {
      this.#commit.run();
    }
  }

  #run<T>(
    query: SQL,
    statements: string[],
    withinMs: number,
    execute: (statement: Sqlite.Statement, params: unknown[]) => T,
  ): T {
    const { sql: text, params } = renderSql(query);
    statements.push(text);
    this.#timeoutMs = withinMs;
    this.#startedAt = performance.now();
    return timeStatement(this.#slowStatements, text, () => execute(this.#prepare(text), params));
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

import type Sqlite from 'better-sqlite3';
import type { SQL } from 'drizzle-orm';
import { ChanceryError } from '../model/errors.ts';
import type { Reader } from './database.ts';
import { renderSql } from './render-sql.ts';

/** One reader: it keeps its prepared statements by their text. */
export class ReadConnection {
  readonly #client: Sqlite.Database;
  readonly #statements = new Map<string, Sqlite.Statement>();
  // With `exec` the driver would forget the columns of every statement.
  readonly #begin: Sqlite.Statement;
  readonly #commit: Sqlite.Statement;

  /** When the statement that runs began, and how long it may take. */
  #startedAt = 0;
  #timeoutMs = Infinity;

  constructor(client: Sqlite.Database) {
    this.#client = client;
    this.#begin = client.prepare('BEGIN');
    this.#commit = client.prepare('COMMIT');
    // It tells the time: SQLite is not to take two calls for one.
    client.function('in_time', { deterministic: false }, (share: unknown) => this.#assertWithinDeadline(Number(share)));
  }

  #assertWithinDeadline(share: number): 1 {
    if (performance.now() - this.#startedAt <= this.#timeoutMs * share) return 1;
    throw new ChanceryError(
      'TIMEOUT',
      'This takes longer than the database may work for one request. Ask for less: a narrower filter, fewer dimensions, no totalCount.',
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
    let leftMs = withinMs;
    const timed = <R>(ask: () => R): R => {
      const began = performance.now();
      try {
        return ask();
      } finally {
        leftMs -= performance.now() - began;
      }
    };
    this.#begin.run();
    try {
      return await work({
        statements,
        all: async <Row>(query: SQL) => timed(() => this.all<Row>(query, statements, leftMs)),
        get: async <Row>(query: SQL) => timed(() => this.get<Row>(query, statements, leftMs)),
      });
    } finally {
      this.#commit.run();
    }
  }

  #run<T>(
    query: SQL,
    statements: string[],
    withinMs: number,
    ask: (statement: Sqlite.Statement, params: unknown[]) => T,
  ): T {
    const { sql: text, params } = renderSql(query);
    statements.push(text);
    this.#timeoutMs = withinMs;
    this.#startedAt = performance.now();
    return ask(this.#prepare(text), params);
  }

  close(): void {
    this.#client.close();
  }

  #prepare(text: string): Sqlite.Statement {
    const kept = this.#statements.get(text);
    if (kept) return kept;
    if (this.#statements.size >= maxCachedStatements)
      this.#statements.delete(this.#statements.keys().next().value ?? '');
    const statement = this.#client.prepare(text);
    this.#statements.set(text, statement);
    return statement;
  }
}

const maxCachedStatements = 500;

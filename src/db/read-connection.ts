import type Sqlite from 'better-sqlite3';
import type { SQL } from 'drizzle-orm';
import { ChanceryError } from '../model/errors.ts';
import type { Reader } from './database.ts';
import { render } from './render-sql.ts';

/** One reader: it keeps its prepared statements by their text. */
export class Connection {
  readonly #client: Sqlite.Database;
  readonly #prepared = new Map<string, Sqlite.Statement>();
  // With `exec` the driver would forget the columns of every statement.
  readonly #begin: Sqlite.Statement;
  readonly #commit: Sqlite.Statement;

  /** When the statement that runs began, and how long it may take. */
  #began = 0;
  #withinMs = Infinity;

  constructor(client: Sqlite.Database) {
    this.#client = client;
    this.#begin = client.prepare('BEGIN');
    this.#commit = client.prepare('COMMIT');
    // It tells the time: SQLite is not to take two calls for one.
    client.function('in_time', { deterministic: false }, (share: unknown) => this.#inTime(Number(share)));
  }

  #inTime(share: number): 1 {
    if (performance.now() - this.#began <= this.#withinMs * share) return 1;
    throw new ChanceryError(
      'TIMEOUT',
      'This takes longer than the database may work for one request. Ask for less: a narrower filter, fewer dimensions, no totalCount.',
    );
  }

  all<Row>(query: SQL, statements: string[], withinMs: number): Row[] {
    return this.#ask(query, statements, withinMs, (statement, params) => statement.all(...params)) as Row[];
  }

  one<Row>(query: SQL, statements: string[], withinMs: number): Row | undefined {
    return this.#ask(query, statements, withinMs, (statement, params) => statement.get(...params)) as Row | undefined;
  }

  async snapshot<T>(work: (reader: Reader) => Promise<T> | T, withinMs: number): Promise<T> {
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
        one: async <Row>(query: SQL) => timed(() => this.one<Row>(query, statements, leftMs)),
      });
    } finally {
      this.#commit.run();
    }
  }

  #ask<T>(
    query: SQL,
    statements: string[],
    withinMs: number,
    ask: (statement: Sqlite.Statement, params: unknown[]) => T,
  ): T {
    const { sql: text, params } = render(query);
    statements.push(text);
    this.#withinMs = withinMs;
    this.#began = performance.now();
    return ask(this.#prepare(text), params);
  }

  close(): void {
    this.#client.close();
  }

  #prepare(text: string): Sqlite.Statement {
    const kept = this.#prepared.get(text);
    if (kept) return kept;
    if (this.#prepared.size >= keptStatements) this.#prepared.delete(this.#prepared.keys().next().value ?? '');
    const statement = this.#client.prepare(text);
    this.#prepared.set(text, statement);
    return statement;
  }
}

const keptStatements = 500;

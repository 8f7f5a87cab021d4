import { accessSync, constants, existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { type SQL, sql } from 'drizzle-orm';
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3';
import { StartError } from '../model/errors.ts';
import type { SourceText } from '../model/source-text.ts';
import { makeDirectory } from './atomic-file.ts';
import { migrate } from './migrate.ts';
import { ReadConnection } from './read-connection.ts';
import { renderSql } from './render-sql.ts';
import { registerSqlFunctions } from './sql-functions.ts';

/** Reads of one snapshot. `statements` are the SQL texts that it has run. */
export interface Reader {
  readonly statements: readonly string[];
  all<Row>(query: SQL): Promise<Row[]>;
  get<Row>(query: SQL): Promise<Row | undefined>;
}

/** A write in progress: only `Database.write` makes one, so that a write outside a transaction does not compile. */
export type Transaction = Parameters<Parameters<BetterSQLite3Database['transaction']>[0]>[0];

/** A prepared statement for very many rows, given its parameters in order. */
export interface BulkStatement {
  run(...parameters: readonly unknown[]): { changes: number; lastInsertRowid: number | bigint };
  all(...parameters: readonly unknown[]): unknown[];
}

/** Prepares statements of the transaction as they are, and keeps them by their text: Drizzle's own take several times as long. */
export interface BulkStatements {
  prepare(query: SQL): BulkStatement;
}

/** Finds the text of a source by its SHA-256. */
export interface SourceTextLookup {
  findBySha256(sha256: string): SourceText | undefined;
}

export interface Database extends AsyncDisposable {
  readonly path: string;
  readonly sourceTexts?: SourceTextLookup | undefined;
  /**
   * Runs `work` on one snapshot, whatever others write meanwhile. Throws TIMEOUT where its statements, as far as they are `inTime`, take
   * longer than `withinMs`; they may take as long as they need unless it is given.
   */
  read<T>(work: (reader: Reader) => Promise<T> | T, options?: { withinMs?: number | undefined }): Promise<T>;
  /**
   * Reads that are each a snapshot of their own, taken when they are asked for: they see what was written before them, and hold nothing in between.
   */
  autocommitReader(options?: { withinMs?: number | undefined }): Reader;
  /**
   * Runs `work` in one transaction: it is committed durably when `work` returns, and undone if it throws. It waits for as long as
   * `patienceMs` for another process to finish its own write, five seconds unless told otherwise.
   */
  write<T>(work: (tx: Transaction, bulk: BulkStatements) => T, options?: { patienceMs?: number }): Promise<T>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  path: string;
  /** Where the texts of sources are: the words of citations that are written are compared with them. */
  sourceTexts?: SourceTextLookup | undefined;
}

/** Opens or makes the database at `path`, brought up to date. Throws StartError, in one sentence, where it cannot be used. */
export async function openDatabase({ path, sourceTexts: texts }: DatabaseOptions): Promise<Database> {
  const file = resolve(path);
  const db = withStartErrors(file, () => new SqliteDatabase(file, texts));
  try {
    await backfillHistoryIfNeeded(db);
    return db;
  } catch (error) {
    await db.close();
    throw error;
  }
}

/** Records of before history was kept get their first revision; what that takes is loaded only where there are any. */
async function backfillHistoryIfNeeded(db: Database): Promise<void> {
  const waiting = await db.read((reader) => reader.get(sql`SELECT 1 FROM records WHERE revision IS NULL`));
  if (!waiting) return;
  const { backfillHistory: adoptRecords } = await import('../store/backfill-history.ts');
  await adoptRecords(db);
}

class SqliteDatabase implements Database {
  readonly path: string;
  readonly sourceTexts: SourceTextLookup | undefined;
  readonly #writer: Sqlite.Database;
  readonly #drizzle: BetterSQLite3Database;
  readonly #idleConnections: ReadConnection[] = [];
  readonly #bulk: BulkStatements;
  #closed = false;

  constructor(path: string, texts: SourceTextLookup | undefined) {
    this.path = path;
    this.sourceTexts = texts;
    makeDirectory(dirname(path));
    if (existsSync(path)) accessSync(path, constants.R_OK | constants.W_OK);
    this.#writer = openConnection(path);
    try {
      this.#writer.pragma('journal_mode = WAL');
      this.#writer.pragma('synchronous = FULL');
      migrate(this.#writer);
    } catch (error) {
      this.#writer.close();
      throw error;
    }
    // A wait for the lock inside SQLite would hold up this process's readers: `write` waits instead.
    this.#writer.pragma('busy_timeout = 0');
    // What savepoints could undo need not go to a file first.
    this.#writer.pragma('temp_store = MEMORY');
    // A thousand rows of an index tell enough of it, however many there are.
    this.#writer.pragma('analysis_limit = 1000');
    // What reads inside a transaction takes as long as it needs.
    this.#writer.function('in_time', { deterministic: false }, (_share: unknown) => 1);
    this.#drizzle = drizzle({ client: this.#writer });
    this.#bulk = createBulkStatements(this.#writer);
  }

  async read<T>(
    work: (reader: Reader) => Promise<T> | T,
    { withinMs = Infinity }: { withinMs?: number | undefined } = {},
  ): Promise<T> {
    const connection = this.#acquireConnection();
    try {
      return await withStartErrorsAsync(this.path, () => connection.withSnapshot(work, withinMs));
    } finally {
      this.#releaseConnection(connection);
    }
  }

  autocommitReader({ withinMs = Infinity }: { withinMs?: number | undefined } = {}): Reader {
    const statements: string[] = [];
    const alone = async <T>(ask: (connection: ReadConnection) => T): Promise<T> => {
      const connection = this.#acquireConnection();
      try {
        return withStartErrors(this.path, () => ask(connection));
      } finally {
        this.#releaseConnection(connection);
      }
    };
    return {
      statements,
      all: <Row>(query: SQL) => alone((connection) => connection.all<Row>(query, statements, withinMs)),
      get: <Row>(query: SQL) => alone((connection) => connection.get<Row>(query, statements, withinMs)),
    };
  }

  /** A reader that nobody uses: they are few, since a statement is not interrupted. */
  #acquireConnection(): ReadConnection {
    if (this.#closed) throw new StartError(`The database ${this.path} is closed.`);
    return this.#idleConnections.pop() ?? new ReadConnection(openConnection(this.path, { readonly: true }));
  }

  #releaseConnection(connection: ReadConnection): void {
    if (this.#closed || this.#idleConnections.length >= maxIdleConnections) connection.close();
    else this.#idleConnections.push(connection);
  }

  async write<T>(
    work: (tx: Transaction, bulk: BulkStatements) => T,
    { patienceMs = defaultLockTimeoutMs } = {},
  ): Promise<T> {
    const patience = performance.now() + patienceMs;
    for (;;) {
      let begun = false;
      const whole = (tx: Transaction): never => {
        begun = true;
        return work(tx, this.#bulk) as never;
      };
      try {
        return withStartErrors(this.path, () => this.#drizzle.transaction(whole, { behavior: 'immediate' }));
      } catch (error) {
        if (begun || !isBusy(error) || performance.now() > patience) throw error;
      }
      // Not all at once again.
      await setTimeout(1 + Math.random() * 9);
    }
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    for (const connection of this.#idleConnections) connection.close();
    try {
      this.#writer.pragma('optimize');
      this.#writer.pragma('wal_checkpoint(TRUNCATE)');
    } catch (error) {
      // On a full or failing disk what is committed stays safe in the write-ahead log: the next one to open it takes it over.
      const told = toStartError(this.path, error);
      if (!(told instanceof StartError)) throw told;
    } finally {
      this.#writer.close();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}

function createBulkStatements(client: Sqlite.Database): BulkStatements {
  const kept = new Map<string, Sqlite.Statement>();
  return {
    prepare(query) {
      const { sql: text, params } = renderSql(query);
      if (params.length > 0) throw new Error('A bulk statement takes its values when it is run.');
      const statement = kept.get(text) ?? client.prepare(text);
      kept.set(text, statement);
      return statement;
    },
  };
}

/** Each keeps pages and statements of its own: what a rush of readers needs is not kept for good. */
const maxIdleConnections = 8;

/** How long a write waits for another process to finish its own. */
const defaultLockTimeoutMs = 5_000;

const isBusy = (error: unknown): boolean =>
  error instanceof Error &&
  (('code' in error && /^SQLITE_(BUSY|LOCKED)/.test(String(error.code))) || isBusy(error.cause));

function openConnection(path: string, options: Sqlite.Options = {}): Sqlite.Database {
  const client = new Sqlite(path, { timeout: 5_000, ...options });
  client.pragma('foreign_keys = ON');
  client.pragma('mmap_size = 268435456');
  client.pragma('cache_size = -32768');
  registerSqlFunctions(client);
  return client;
}

const startErrorMessages: readonly [RegExp, (path: string) => string][] = [
  [
    /^SQLITE_(NOTADB|CORRUPT)/,
    (path) =>
      `${path} is not a readable database: it is damaged, or another kind of file. Restore a backup, or name another file with CHANCERY_DB.`,
  ],
  [
    /^(SQLITE_READONLY|SQLITE_PERM|EACCES|EPERM|EROFS)/,
    (path) => `${path} can't be written: make the file and its folder writable, or name another file with CHANCERY_DB.`,
  ],
  [
    /^(SQLITE_CANTOPEN|ENOENT|ENOTDIR|EEXIST|EISDIR)/,
    (path) =>
      `${path} can't be opened: its folder must be writable, and it must be a file. Name another with CHANCERY_DB.`,
  ],
  [
    /^(SQLITE_FULL|ENOSPC)/,
    (path) => `The disk that holds ${path} is full. Nothing was half-written; free some space and try again.`,
  ],
  [
    /^SQLITE_(BUSY|LOCKED)/,
    (path) => `${path} is locked by another process, which goes on writing. Try again when its write has ended.`,
  ],
  [
    /^SQLITE_IOERR/,
    (path) =>
      `The disk that holds ${path} failed to read or write. Nothing was half-written; check the disk and try again.`,
  ],
];

/** The StartError of a fault of the file or its disk; any other error as it is. */
export function toStartError(path: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const sentence = startErrorMessages.find(([pattern]) => pattern.test(code));
  if (sentence) return new StartError(sentence[1](path), { cause: error });
  // Drizzle wraps what the driver throws.
  return error instanceof Error && error.cause !== undefined && !(error instanceof StartError)
    ? causeToStartError(path, error)
    : error;
}

function causeToStartError(path: string, error: Error): unknown {
  const explained = toStartError(path, error.cause);
  return explained instanceof StartError ? explained : error;
}

function withStartErrors<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw toStartError(path, error);
  }
}

async function withStartErrorsAsync<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw toStartError(path, error);
  }
}

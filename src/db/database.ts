import { accessSync, constants, existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type Sqlite from 'better-sqlite3';
import type { SQL } from 'drizzle-orm';
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3';
import { StartError, type StorageError } from '../model/errors.ts';
import type { SourceText } from '../model/source-text.ts';
import { makeDirectory } from './atomic-file.ts';
import { limitTime } from './deadline.ts';
import { FileIdentity } from './file-identity.ts';
import type { InlineAttempt } from './inline-attempt.ts';
import { migrate } from './migrate.ts';
import { openConnection } from './open-connection.ts';
import { ReadConnection, type StatementLimits, timeoutError } from './read-connection.ts';
import { readSnapshot } from './read-snapshot.ts';
import type { EntryVersion } from './reader-threads.ts';
import { type RenderedQuery, renderSql } from './render-sql.ts';
import { defaultResponseBytes, ResultSize } from './result-size.ts';
import { type SlowStatementLog, timeStatement } from './slow-statements.ts';
import { toStartError, withStartErrors, withStartErrorsAsync } from './start-errors.ts';

/** Reads of one snapshot. `statements` lists the SQL that it has run. */
export interface Reader {
  readonly statements: readonly string[];
  all<Row>(query: SQL): Promise<Row[]>;
  get<Row>(query: SQL): Promise<Row | undefined>;
  /** Runs a query on a former version of an entry, if the reader uses reader threads; undefined if it was unknown then. */
  getAsKnownAt?(query: SQL, version: EntryVersion): Promise<unknown>;
}

/** A write in progress. Only `Database.write` provides one, so a write outside a transaction does not compile. */
export type Transaction = Parameters<Parameters<BetterSQLite3Database['transaction']>[0]>[0];

/** A prepared statement for large numbers of rows, with positional parameters. */
export interface BulkStatement {
  run(...parameters: readonly unknown[]): { changes: number; lastInsertRowid: number | bigint };
  all(...parameters: readonly unknown[]): unknown[];
}

/** Prepares statements of the transaction and caches them by text; Drizzle's prepared statements take several times as long. */
export interface BulkStatements {
  prepare(query: SQL): BulkStatement;
  /** Runs a query once, without caching its statement. */
  get(query: RenderedQuery): unknown;
}

const bulkStatements = new WeakMap<Transaction, BulkStatements>();

/** Returns the bulk statements of a transaction. */
export function getBulkStatements(tx: Transaction): BulkStatements {
  const found = bulkStatements.get(tx);
  if (!found) throw new Error('The transaction is not one of `Database.write`.');
  return found;
}

/** Finds the text of a source by its SHA-256. */
export interface SourceTextLookup {
  findBySha256(sha256: string): SourceText | undefined;
}

export interface ReadOptions {
  /** Milliseconds for which the statements may run. */
  withinMs?: number | undefined;
  /** Whether that is the time of each statement, and not of all together. */
  isPerStatement?: boolean | undefined;
  /** Rejects statements that are too expensive for the event loop. */
  attempt?: InlineAttempt | undefined;
}

interface WriteOptions {
  patienceMs?: number;
  withinMs?: number;
}

export interface Database extends AsyncDisposable {
  readonly path: string;
  /** Sequence numbers are comparable within one epoch only. It is constant for the lifetime of a database file. */
  readonly epoch: string;
  readonly sourceTexts?: SourceTextLookup | undefined;
  /** Why every write fails; undefined if the database was opened for writing. */
  readonly readOnlyReason?: StorageError | undefined;
  /**
   * Runs `work` on one snapshot, regardless of concurrent writes. Throws TIMEOUT if its statements, as far as they check
   * the deadline, take longer than `withinMs`. There is no limit by default.
   */
  read<T>(work: (reader: Reader) => Promise<T> | T, options?: ReadOptions): Promise<T>;
  /** Returns a reader that takes a new snapshot for each query and holds no connection between queries. */
  autocommitReader(options?: ReadOptions): Reader;
  /**
   * Runs `work` in one transaction: commits it durably when `work` returns and rolls it back if `work` throws. Waits up to
   * `patienceMs` (by default five seconds) for another process to finish its write. Queries that check the deadline throw
   * TIMEOUT when the transaction has run for `withinMs`; there is no limit by default. Throws a StorageError if the file or
   * its disk cannot take the write.
   */
  write<T>(work: (tx: Transaction, bulk: BulkStatements) => T, options?: WriteOptions): Promise<T>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  path: string;
  /** The texts of sources, with which writes compare the quotations of citations. */
  sourceTexts?: SourceTextLookup | undefined;
  /** The maximum size of the JSON that one statement makes for a response. */
  maxResultBytes?: number | undefined;
  /** Whether an older database is backed up, next to its file, before it is migrated. True by default. */
  migrationBackup?: boolean | undefined;
  /** Called with the file of that backup. */
  onMigrationBackup?: ((file: string) => void) | undefined;
  slowStatements?: SlowStatementLog | undefined;
  /** Whether the file is a draft, which a crash may damage: writes are not synced, and their journal is in memory. False by default. */
  isDraft?: boolean | undefined;
}

/** Opens or creates the database at `path` and applies pending migrations. Throws StartError if it cannot be used. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const path = resolve(options.path);
  return withStartErrors(path, () => new SqliteDatabase({ ...options, path }));
}

class SqliteDatabase implements Database {
  readonly path: string;
  readonly epoch: string;
  readonly sourceTexts: SourceTextLookup | undefined;
  readonly #writer: Sqlite.Database;
  readonly #drizzle: BetterSQLite3Database;
  /** Connections of snapshots that are not in use. */
  readonly #idleConnections: ReadConnection[] = [];
  /** Snapshots that wait for a connection. */
  readonly #waiting: ((connection: ReadConnection | undefined) => void)[] = [];
  #openConnections = 0;
  #autocommitConnection: ReadConnection | undefined;
  readonly #bulk: BulkStatements;
  readonly #maxResultBytes: number;
  readonly #writerResultSize: ResultSize;
  readonly #identity: FileIdentity;
  readonly #slowStatements: SlowStatementLog | undefined;
  readonly #isDraft: boolean;
  #closed = false;
  /** When the running transaction exceeds its time limit. */
  #writeDeadline = Infinity;

  constructor({
    path,
    sourceTexts,
    maxResultBytes = defaultResponseBytes,
    slowStatements,
    migrationBackup = true,
    onMigrationBackup,
    isDraft = false,
  }: DatabaseOptions) {
    this.path = path;
    this.#maxResultBytes = maxResultBytes;
    this.sourceTexts = sourceTexts;
    this.#slowStatements = slowStatements;
    this.#isDraft = isDraft;
    makeDirectory(dirname(path));
    if (existsSync(path)) accessSync(path, constants.R_OK | constants.W_OK);
    this.#writer = openConnection(path);
    try {
      // A draft can be rolled back too.
      this.#writer.pragma(`journal_mode = ${isDraft ? 'MEMORY' : 'WAL'}`);
      this.#writer.pragma(`synchronous = ${isDraft ? 'OFF' : 'FULL'}`);
      migrate(this.#writer, { backup: migrationBackup, onBackup: onMigrationBackup });
      this.epoch = selectEpoch(this.#writer);
      this.#identity = new FileIdentity(path);
    } catch (error) {
      this.#writer.close();
      throw error;
    }
    // Waiting for the lock inside SQLite would block this process's readers: `write` waits instead.
    this.#writer.pragma('busy_timeout = 0');
    // Savepoint journals need no file.
    this.#writer.pragma('temp_store = MEMORY');
    // A thousand rows per index are a sufficient sample for ANALYZE.
    this.#writer.pragma('analysis_limit = 1000');
    this.#writer.function('in_time', { deterministic: false }, (_share: unknown) => {
      if (performance.now() > this.#writeDeadline) throw timeoutError();
      return 1;
    });
    this.#writerResultSize = new ResultSize(this.#writer, maxResultBytes);
    this.#drizzle = drizzle({ client: this.#writer });
    this.#bulk = createBulkStatements(this.#writer);
  }

  read<T>(work: (reader: Reader) => Promise<T> | T, options: ReadOptions = {}): Promise<T> {
    return this.#withConnection((connection) => readSnapshot(connection, work, options));
  }

  autocommitReader({ withinMs = Infinity, attempt }: ReadOptions = {}): Reader {
    return createAutocommitReader({ withinMs, attempt }, (read) =>
      withStartErrorsAsync(this.path, async () => read(this.#getAutocommitConnection())),
    );
  }

  /** Returns the connection of single statements. One is enough, since nothing interrupts a statement. */
  #getAutocommitConnection(): ReadConnection {
    this.#assertOpen();
    if (this.#autocommitConnection?.isWornOut) {
      this.#autocommitConnection.close();
      this.#autocommitConnection = undefined;
    }
    this.#autocommitConnection ??= this.#openReadConnection();
    return this.#autocommitConnection;
  }

  /** Runs `work` on an idle connection or a new one; waits for one if the maximum is in use. */
  async #withConnection<T>(work: (connection: ReadConnection) => Promise<T> | T): Promise<T> {
    this.#assertOpen();
    const connection =
      this.#idleConnections.pop() ??
      (this.#openConnections < maxSnapshotConnections ? undefined : await this.#waitForConnection()) ??
      this.#openSnapshotConnection();
    try {
      return await withStartErrorsAsync(this.path, async () => work(connection));
    } finally {
      this.#release(connection);
    }
  }

  /** Passes the connection to the next snapshot, which opens a new one if this one is worn out. */
  #release(connection: ReadConnection): void {
    const next = this.#waiting.shift();
    if (connection.isWornOut || (this.#closed && !next)) {
      connection.close();
      this.#openConnections -= 1;
      next?.(undefined);
    } else if (next) next(connection);
    else this.#idleConnections.push(connection);
  }

  #openSnapshotConnection(): ReadConnection {
    const connection = this.#openReadConnection();
    this.#openConnections += 1;
    return connection;
  }

  #waitForConnection(): Promise<ReadConnection | undefined> {
    const { promise, resolve } = Promise.withResolvers<ReadConnection | undefined>();
    this.#waiting.push(resolve);
    return promise;
  }

  #assertOpen(): void {
    if (this.#closed) throw new StartError(`The database ${this.path} is closed.`);
  }

  /** A file that has replaced the database must not be read as if it were the same. */
  #openReadConnection(): ReadConnection {
    return withStartErrors(this.path, () => {
      this.#identity.assertUnchanged();
      const [maxResultBytes, slowStatements] = [this.#maxResultBytes, this.#slowStatements];
      return new ReadConnection(openConnection(this.path, { readonly: true }), { maxResultBytes, slowStatements });
    });
  }

  async write<T>(
    work: (tx: Transaction, bulk: BulkStatements) => T,
    { patienceMs = defaultLockTimeoutMs, withinMs = Infinity }: WriteOptions = {},
  ): Promise<T> {
    this.#assertOpen();
    const deadline = performance.now() + patienceMs;
    for (;;) {
      let hasBegun = false;
      const runTransaction = (tx: Transaction): never => {
        hasBegun = true;
        this.#writeDeadline = performance.now() + withinMs;
        this.#writerResultSize.reset();
        this.#identity.assertUnchanged();
        bulkStatements.set(tx, this.#bulk);
        const result = work(tx, this.#bulk);
        this.#identity.assertUnchanged();
        return result as never;
      };
      try {
        return withStartErrors(this.path, () => this.#commit(runTransaction));
      } catch (error) {
        if (hasBegun || !isBusy(error) || performance.now() > deadline) throw error;
      }
      // A random delay keeps waiting processes from retrying at the same moment.
      await setTimeout(1 + Math.random() * 9);
    }
  }

  #commit(runTransaction: (tx: Transaction) => never): never {
    const result = timeStatement(this.#slowStatements, 'write transaction', () =>
      this.#drizzle.transaction(runTransaction, { behavior: 'immediate' }),
    );
    // The file may have been moved while the disk was flushed: such a write is not acknowledged.
    this.#identity.assertUnchanged();
    return result;
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    for (const connection of this.#idleConnections) connection.close();
    this.#autocommitConnection?.close();
    try {
      this.#writer.pragma('optimize');
      if (this.#isDraft) this.#writer.pragma('journal_mode = WAL');
      this.#writer.pragma('wal_checkpoint(TRUNCATE)');
    } catch (error) {
      // On a full or failing disk, committed data is safe in the write-ahead log until the database is opened again.
      const startError = toStartError(this.path, error);
      if (!(startError instanceof StartError)) throw startError;
    } finally {
      this.#writer.close();
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}

/** Returns a reader that runs each query on the connection that `withConnection` provides. */
export function createAutocommitReader(
  limits: StatementLimits,
  withConnection: (read: (connection: ReadConnection) => unknown) => Promise<unknown>,
): Reader {
  const statements: string[] = [];
  const render = (query: SQL): RenderedQuery => {
    const rendered = renderSql(query);
    statements.push(rendered.sql);
    return rendered;
  };
  const limitsOf = (query: SQL): StatementLimits => ({ ...limits, withinMs: limitTime(query, limits.withinMs) });
  return {
    statements,
    all: <Row>(query: SQL) =>
      withConnection((connection) => connection.all(render(query), limitsOf(query))) as Promise<Row[]>,
    get: <Row>(query: SQL) =>
      withConnection((connection) => connection.get(render(query), limitsOf(query))) as Promise<Row | undefined>,
  };
}

function createBulkStatements(client: Sqlite.Database): BulkStatements {
  const cache = new Map<string, Sqlite.Statement>();
  return {
    prepare(query) {
      const { sql: text, params } = renderSql(query);
      if (params.length > 0)
        throw new Error('A bulk statement takes its values when it runs: use placeholders instead of parameters.');
      const statement = cache.get(text) ?? client.prepare(text);
      cache.set(text, statement);
      return statement;
    },
    get: ({ sql: text, params }) => client.prepare(text).get(...params),
  };
}

/**
 * The maximum number of snapshots at a time; further ones wait. Work on a snapshot must not open another one, or all
 * might wait for each other: it uses an autocommit reader.
 */
const maxSnapshotConnections = 8;

/** How long a write waits for a write of another process. */
const defaultLockTimeoutMs = 5_000;

const isBusy = (error: unknown): boolean =>
  error instanceof Error &&
  (('code' in error && /^SQLITE_(BUSY|LOCKED)/.test(String(error.code))) || isBusy(error.cause));

export const selectEpoch = (client: Sqlite.Database): string =>
  client.prepare<[], string>('SELECT epoch FROM dataset').pluck().get() ?? '';

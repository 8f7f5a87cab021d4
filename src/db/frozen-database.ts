import { resolve } from 'node:path';
import type Sqlite from 'better-sqlite3';
import { StartError, type StorageError } from '../model/errors.ts';
import {
  createAutocommitReader,
  type Database,
  type DatabaseOptions,
  type Reader,
  type ReadOptions,
  type SourceTextLookup,
  selectEpoch,
} from './database.ts';
import { hasPendingMigrations } from './migrate.ts';
import { openConnection } from './open-connection.ts';
import { ReadConnection } from './read-connection.ts';
import { withStartErrorsAsync } from './start-errors.ts';

/**
 * Opens a database for reading only, because its disk is full. Other connections share memory through a file, which
 * cannot grow; this one locks the database and needs no such file, and it also reads what is only in the write-ahead
 * log. Throws `cause`, the error of opening it for writing, if the database is in use or must be migrated first.
 */
export function openFrozenDatabase(options: DatabaseOptions, cause: StorageError): Database {
  const path = resolve(options.path);
  let client: Sqlite.Database | undefined;
  try {
    client = openConnection(path, { fileMustExist: true, isExclusive: true, timeout: 0 });
    client.pragma('query_only = ON');
    if (!hasPendingMigrations(client)) return new FrozenDatabase(client, { ...options, path }, cause);
  } catch (error) {
    client?.close();
    // The disk is the problem to solve first, whatever else is wrong.
    throw error instanceof StartError ? error : cause;
  }
  client.close();
  throw cause;
}

/** A database with one connection that has locked it: nothing changes, so no snapshots are needed. */
class FrozenDatabase implements Database {
  readonly path: string;
  readonly epoch: string;
  readonly sourceTexts: SourceTextLookup | undefined;
  readonly readOnlyReason: StorageError;
  readonly #connection: ReadConnection;

  constructor(
    client: Sqlite.Database,
    { path, sourceTexts, maxResultBytes, slowStatements }: DatabaseOptions,
    readOnlyReason: StorageError,
  ) {
    this.path = path;
    this.sourceTexts = sourceTexts;
    this.readOnlyReason = readOnlyReason;
    this.epoch = selectEpoch(client);
    this.#connection = new ReadConnection(client, { maxResultBytes, slowStatements });
  }

  async read<T>(work: (reader: Reader) => Promise<T> | T, options?: ReadOptions): Promise<T> {
    return work(this.autocommitReader(options));
  }

  /** The statements of a reader share its time, unless it is that of each. */
  autocommitReader({ withinMs = Infinity, isPerStatement = false, attempt }: ReadOptions = {}): Reader {
    const limits = { withinMs, attempt };
    return createAutocommitReader(limits, (read) =>
      withStartErrorsAsync(this.path, async () => {
        const startedAt = performance.now();
        try {
          return read(this.#connection);
        } finally {
          if (!isPerStatement) limits.withinMs -= performance.now() - startedAt;
        }
      }),
    );
  }

  async write(): Promise<never> {
    throw this.readOnlyReason;
  }

  async close(): Promise<void> {
    this.#connection.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}

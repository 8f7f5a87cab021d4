import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { StartError } from '../model/errors.ts';
import {
  createAutocommitReader,
  type Database,
  openDatabase,
  type Reader,
  type ReadOptions,
  selectEpoch,
} from './database.ts';
import { hasPendingMigrations } from './migrate.ts';
import { openConnection } from './open-connection.ts';
import { ReadConnection } from './read-connection.ts';
import { readSnapshot } from './read-snapshot.ts';
import { withStartErrorsAsync } from './start-errors.ts';

/** A database opened without changing it; `isCopy` if it is a migrated copy of an older one. */
export interface UnchangedDatabase {
  db: Database;
  isCopy: boolean;
}

/**
 * Opens the database at `path` read-only. A database of an older version is copied to a temporary folder and migrated
 * there; the copy is deleted when it is closed.
 */
export async function openUnchangedDatabase(path: string): Promise<UnchangedDatabase> {
  const file = resolve(path);
  return withStartErrorsAsync(file, async () => {
    const client = openConnection(file, { readonly: true, fileMustExist: true });
    try {
      return hasPendingMigrations(client)
        ? { db: await openMigratedCopy(client), isCopy: true }
        : { db: new ReadOnlyDatabase(file), isCopy: false };
    } finally {
      client.close();
    }
  });
}

async function openMigratedCopy(client: ReturnType<typeof openConnection>): Promise<Database> {
  const folder = mkdtempSync(join(tmpdir(), 'chancery-check-'));
  try {
    const copy = join(folder, basename(client.name));
    await client.backup(copy);
    return deleteWhenClosed(await openDatabase({ path: copy, migrationBackup: false }), folder);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/** A database with one read-only connection. */
class ReadOnlyDatabase implements Database {
  readonly path: string;
  readonly epoch: string;
  readonly #connection: ReadConnection;

  constructor(path: string) {
    this.path = path;
    const client = openConnection(path, { readonly: true, fileMustExist: true });
    this.epoch = selectEpoch(client);
    this.#connection = new ReadConnection(client);
  }

  async read<T>(
    work: (reader: Reader) => Promise<T> | T,
    { withinMs = Infinity, attempt }: ReadOptions = {},
  ): Promise<T> {
    return withStartErrorsAsync(this.path, () => readSnapshot(this.#connection, work, { withinMs, attempt }));
  }

  autocommitReader({ withinMs = Infinity, attempt }: ReadOptions = {}): Reader {
    return createAutocommitReader({ withinMs, attempt }, async (read) => read(this.#connection));
  }

  async write(): Promise<never> {
    throw new StartError(`The database ${this.path} is open for reading only.`);
  }

  async close(): Promise<void> {
    this.#connection.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}

function deleteWhenClosed(db: Database, folder: string): Database {
  const close = async (): Promise<void> => {
    await db.close();
    rmSync(folder, { recursive: true, force: true });
  };
  return {
    path: db.path,
    epoch: db.epoch,
    sourceTexts: db.sourceTexts,
    read: (work, options) => db.read(work, options),
    autocommitReader: (options) => db.autocommitReader(options),
    write: (work, options) => db.write(work, options),
    close,
    [Symbol.asyncDispose]: close,
  };
}

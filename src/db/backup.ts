import { accessSync, chmodSync, constants, copyFileSync, existsSync, statSync, writeFileSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { StartError, StorageError } from '../model/errors.ts';
import { Draft, writeAtomically } from './atomic-file.ts';
import {
  damagedFileCodes,
  damagedFileErrors,
  diskErrors,
  type ErrorMessages,
  findStorageProblem,
  sourceErrors,
  targetErrors,
  toStartError,
  withStartErrors,
} from './start-errors.ts';

export interface BackupSummary {
  bytes: number;
  /** The sequence number of the last change. */
  sequence: number;
  /** The number of live records, neither withdrawn nor merged; null for a database older than the table of records. */
  records: number | null;
}

/**
 * Copies the database at `path` to a new `file` while other processes read and write it. VACUUM INTO reads one snapshot,
 * however long it takes; the backup API starts again after every write of another process, and copies free pages with
 * deleted data.
 */
export async function backupDatabase(path: string, file: string): Promise<BackupSummary> {
  return writeCopy(file, (draft) => {
    copySnapshot(path, draft);
    return summarizeDatabase(draft);
  });
}

function copySnapshot(path: string, draft: string): void {
  // VACUUM INTO accepts an empty file: create it with no wider permissions than the database has.
  writeFileSync(draft, '', {
    flag: 'wx',
    mode: withStartErrors(path, () => statSync(path), sourceErrors).mode | 0o600,
  });
  const client = withStartErrors(path, () => openSource(path), sourceErrors);
  try {
    if (!withStartErrors(path, () => isChanceryDatabase(client), sourceErrors))
      throw new StartError(`${path} is a SQLite database, but not one of Chancery's. Set CHANCERY_DB to another file.`);
    withStartErrors(path, () => client.prepare('VACUUM INTO ?').run(draft), damagedFileErrors);
  } finally {
    client.close();
  }
}

/** On a full disk a connection cannot create the file of the shared memory. One that locks the database needs none. */
function openSource(path: string): Sqlite.Database {
  const client = openConnection(path);
  try {
    client.pragma('user_version');
    return client;
  } catch (error) {
    client.close();
    if (findStorageProblem(error) !== 'DISK_FULL') throw error;
  }
  const exclusive = openConnection(path);
  exclusive.pragma('locking_mode = EXCLUSIVE');
  return exclusive;
}

/**
 * Copies a database that is about to be updated to a new file next to it, named after the last migration that was
 * applied to it. Returns the file.
 */
export function backUpBeforeUpdate(path: string): string {
  const version = withStartErrors(path, () => readVersion(path), sourceErrors);
  const file = findUnusedName(`${path}.backup-${version}`);
  try {
    using draft = new Draft(file);
    copySnapshot(path, draft.create());
    draft.moveIntoPlace();
  } catch (error) {
    // A full disk that is found when the copy is complete has no other cause.
    const cause = error instanceof StorageError && error.problem === 'DISK_FULL' ? (error.cause ?? diskFull) : error;
    throw toStartError(file, cause, updateBackupErrors);
  }
  return file;
}

const diskFull = Object.assign(new Error('The disk is full.'), { code: 'ENOSPC' });
const skipHint = 'or skip this backup with CHANCERY_MIGRATION_BACKUP=off';

/** Errors of the backup that precedes an update. */
const updateBackupErrors: ErrorMessages = [
  [
    /^(SQLITE_FULL|ENOSPC|EDQUOT)/,
    (file) =>
      `The database must be updated, and the disk has no space for ${file}, its backup. Nothing was changed: free some space, ${skipHint}.`,
  ],
  [
    /^(SQLITE_(CANTOPEN|READONLY|PERM)|EACCES|EPERM|EROFS)/,
    (file) =>
      `The database must be updated, and ${file}, its backup, can't be written. Nothing was changed: make the folder writable, ${skipHint}.`,
  ],
  ...diskErrors,
];

/** An update that failed may have left a backup of this version, and its content may have changed since. */
function findUnusedName(file: string): string {
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? file : `${file}-${number}`;
    if (!existsSync(candidate)) return candidate;
  }
}

/** The name of the last migration that was applied. */
function readVersion(path: string): string {
  const client = openConnection(path);
  try {
    const name = client.prepare<[], string>('SELECT name FROM __drizzle_migrations ORDER BY name DESC LIMIT 1').pluck();
    return name.get() ?? 'unknown';
  } finally {
    client.close();
  }
}

/** Replaces the database at `path` by a copy of the backup `file`, after checking it and upgrading it by `upgrade`. */
export async function restoreDatabase(
  file: string,
  path: string,
  upgrade: (draft: string) => Promise<void>,
): Promise<BackupSummary> {
  withStartErrors(file, () => accessSync(file, constants.R_OK), sourceErrors);
  return writeCopy(path, async (draft) => {
    copyFileSync(file, draft, constants.COPYFILE_FICLONE);
    // A backup may be write-protected; the database must not be.
    chmodSync(draft, statSync(file).mode | 0o600);
    assertRestorable(draft, file);
    try {
      await upgrade(draft);
      startNewEpoch(draft);
    } catch (error) {
      if (!(error instanceof StartError)) throw error;
      // A cause means that the target's disk failed; without one, the error is about the content of the backup.
      if (error.cause !== undefined) throw error.cause;
      throw new StartError(
        error.message.replaceAll(draft, file).replace('set CHANCERY_DB to another file', 'choose another file'),
        { cause: error },
      );
    }
    return summarizeDatabase(draft);
  });
}

async function writeCopy<T>(path: string, write: (draft: string) => T | Promise<T>): Promise<T> {
  try {
    return await writeAtomically(path, write);
  } catch (error) {
    throw toStartError(path, error, targetErrors);
  }
}

function assertRestorable(draft: string, file: string): void {
  const damagedMessage = `${file} can't be restored: it is damaged, or another kind of file. Use another backup.`;
  const check = (): void => {
    const client = openConnection(draft);
    try {
      if (!isChanceryDatabase(client))
        throw new StartError(
          `${file} is not a Chancery database: it is empty or belongs to another program. Give a file created by "chancery backup".`,
        );
      if (client.pragma('integrity_check(1)', { simple: true }) !== 'ok') throw new StartError(damagedMessage);
      const [violation] = client.pragma('foreign_key_check') as { table: string; parent: string }[];
      if (violation)
        throw new StartError(
          `${file} can't be restored: a row of its table ${violation.table} refers to a row of ${violation.parent} that does not exist. Use another backup.`,
        );
    } finally {
      client.close();
    }
  };
  withStartErrors(draft, check, [[damagedFileCodes, () => damagedMessage]]);
}

// Not read-only: a read-only connection would leave an empty write-ahead log next to a database that is not in use.
const openConnection = (path: string): Sqlite.Database => new Sqlite(path, { fileMustExist: true, timeout: 5_000 });

const hasTable = (client: Sqlite.Database, name: string): boolean =>
  client.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?").get(name) !== undefined;

const isChanceryDatabase = (client: Sqlite.Database): boolean =>
  ['__drizzle_migrations', 'dataset'].every((name) => hasTable(client, name));

/** The backup continues at an older sequence number, which other changes had before. */
function startNewEpoch(path: string): void {
  const client = openConnection(path);
  try {
    client.exec('UPDATE dataset SET epoch = lower(hex(randomblob(8)))');
    client.pragma('wal_checkpoint(TRUNCATE)');
  } finally {
    client.close();
  }
}

function summarizeDatabase(path: string): BackupSummary {
  const client = openConnection(path);
  const count = (query: string): number => client.prepare<[], number>(query).pluck().get() ?? 0;
  try {
    return {
      bytes: statSync(path).size,
      sequence: count('SELECT sequence FROM dataset'),
      records: hasTable(client, 'records') ? count("SELECT count(*) FROM records WHERE state = 'LIVE'") : null,
    };
  } finally {
    client.close();
  }
}

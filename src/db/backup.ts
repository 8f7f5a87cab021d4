import { accessSync, chmodSync, constants, copyFileSync, statSync, writeFileSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { StartError } from '../model/errors.ts';
import { writeAtomically } from './atomic-file.ts';
import { openDatabase } from './database.ts';

/** What a copy of a database holds. */
export interface BackupSummary {
  bytes: number;
  /** Of the data set: the number of its last change. */
  sequence: number;
  /** Records that stand: neither withdrawn nor merged. Null for a database older than that list. */
  records: number | null;
}

/**
 * Copies the database at `path` to a new `file`, as it stands at one moment, while others read and write it.
 * VACUUM INTO reads one snapshot, however long it takes. The backup API begins anew whenever another process has written
 * between two of its steps; and it copies free pages too, with what was deleted.
 */
export async function backupDatabase(path: string, file: string): Promise<BackupSummary> {
  return writeCopy(file, (draft) => {
    // Not wider open than the database itself; VACUUM INTO takes an empty file.
    writeFileSync(draft, '', {
      flag: 'wx',
      mode: withStartErrors(sourceErrors, path, () => statSync(path)).mode | 0o600,
    });
    const client = withStartErrors(sourceErrors, path, () => openConnection(path));
    try {
      if (!withStartErrors(sourceErrors, path, () => isChanceryDatabase(client)))
        throw new StartError(
          `${path} is a SQLite database, but not one of Chancery's. Name another file with CHANCERY_DB.`,
        );
      withStartErrors([damagedFileError], path, () => client.prepare('VACUUM INTO ?').run(draft));
    } finally {
      client.close();
    }
    return summarizeDatabase(draft);
  });
}

/** Makes the database at `path` from a copy of the backup `file`, checked and brought up to date before it stands there. */
export async function restoreDatabase(file: string, path: string): Promise<BackupSummary> {
  withStartErrors(sourceErrors, file, () => accessSync(file, constants.R_OK));
  return writeCopy(path, async (draft) => {
    copyFileSync(file, draft, constants.COPYFILE_FICLONE);
    // A backup may be kept write-protected; the database must not be.
    chmodSync(draft, statSync(file).mode | 0o600);
    assertRestorable(draft, file);
    try {
      await (await openDatabase({ path: draft })).close();
    } catch (error) {
      if (!(error instanceof StartError)) throw error;
      // With a cause, it is the disk at the target that fails; without one, a judgement of what is in the backup.
      if (error.cause !== undefined) throw error.cause;
      throw new StartError(error.message.replaceAll(draft, file).replace(' with CHANCERY_DB', ''), { cause: error });
    }
    return summarizeDatabase(draft);
  });
}

/** Made aside and moved into place; what fails at the target is told in a sentence. */
async function writeCopy<T>(path: string, make: (draft: string) => T | Promise<T>): Promise<T> {
  try {
    return await writeAtomically(path, make);
  } catch (error) {
    throw toStartError(targetErrors, path, error);
  }
}

function assertRestorable(draft: string, file: string): void {
  const unsound: ErrorMapping = [
    damagedFileError[0],
    () => `${file} can't be restored: it is damaged, or another kind of file. Name another backup.`,
  ];
  withStartErrors([unsound], draft, () => {
    const client = openConnection(draft);
    try {
      if (!isChanceryDatabase(client))
        throw new StartError(
          `${file} is no database of Chancery's: it is empty, or another program's. Name a file that "chancery backup" made.`,
        );
      if (client.pragma('integrity_check(1)', { simple: true }) !== 'ok') throw new StartError(unsound[1](file));
      const [broken] = client.pragma('foreign_key_check') as { table: string; parent: string }[];
      if (broken)
        throw new StartError(
          `${file} can't be restored: a row of its table ${broken.table} refers to one of ${broken.parent} that is not there. Name another backup.`,
        );
    } finally {
      client.close();
    }
  });
}

// Not read-only: that would leave an empty log beside a database that nobody has open.
const openConnection = (path: string): Sqlite.Database => new Sqlite(path, { fileMustExist: true, timeout: 5_000 });

const hasTable = (client: Sqlite.Database, name: string): boolean =>
  client.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?").get(name) !== undefined;

const isChanceryDatabase = (client: Sqlite.Database): boolean =>
  ['__drizzle_migrations', 'dataset'].every((name) => hasTable(client, name));

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

/** Which codes of SQLite or the system, and what is said of a path then. */
type ErrorMapping = readonly [RegExp, (path: string) => string];

const damagedFileError: ErrorMapping = [
  /^SQLITE_(NOTADB|CORRUPT)/,
  (path) => `${path} is not a readable database: it is damaged, or another kind of file. Restore an earlier backup.`,
];
const sourceErrors: readonly ErrorMapping[] = [
  damagedFileError,
  [
    /^SQLITE_(BUSY|LOCKED)/,
    (path) => `${path} is locked by another process for more than five seconds. Try again when its write has ended.`,
  ],
  [
    /^(SQLITE_|E[A-Z]+$)/,
    (path) => `${path} can't be read: it must be a file that you may read, in a folder that you may open.`,
  ],
];
const targetErrors: readonly ErrorMapping[] = [
  [
    /^(SQLITE_FULL|SQLITE_IOERR_SHMSIZE|ENOSPC|EDQUOT)/,
    (path) => `The disk that holds ${path} is full. Nothing was half-written; free some space and try again.`,
  ],
  [
    /^(SQLITE_(CANTOPEN|READONLY|PERM)|EACCES|EPERM|EROFS|ENOENT|ENOTDIR|EEXIST|EISDIR)/,
    (path) => `${path} can't be written: make its folder writable, or name another file.`,
  ],
  [
    /^(SQLITE_IOERR|EIO)/,
    (path) =>
      `The disk that holds ${path} failed to read or write. Nothing was half-written; check the disk and try again.`,
  ],
];

function toStartError(faults: readonly ErrorMapping[], path: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const fault = faults.find(([pattern]) => pattern.test(code));
  return fault ? new StartError(fault[1](path), { cause: error }) : error;
}

function withStartErrors<T>(faults: readonly ErrorMapping[], path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw toStartError(faults, path, error);
  }
}

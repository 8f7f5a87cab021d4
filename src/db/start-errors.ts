import { StartError, StorageError, type StorageProblem } from '../model/errors.ts';

/** Messages about a file, by the code of SQLite's or the system's error. */
export type ErrorMessages = readonly (readonly [code: RegExp, message: (path: string) => string])[];

export const damagedFileCodes = /^SQLITE_(NOTADB|CORRUPT)/;

const fullDiskError: ErrorMessages[number] = [
  /^(SQLITE_FULL|SQLITE_IOERR_SHMSIZE|ENOSPC|EDQUOT)/,
  (path) => `The disk that holds ${path} is full. No partial data was written; free some space and try again.`,
];

export const diskErrors: ErrorMessages = [
  fullDiskError,
  [
    /^(SQLITE_IOERR|EIO)/,
    (path) =>
      `The disk that holds ${path} failed to read or write. No partial data was written; check the disk and try again.`,
  ],
];

/** Errors of the database that CHANCERY_DB names. */
const databaseErrors: ErrorMessages = [
  [
    damagedFileCodes,
    (path) =>
      `${path} is not a readable database: it is damaged, or another kind of file. Restore a backup, or set CHANCERY_DB to another file.`,
  ],
  [
    /^(SQLITE_READONLY|SQLITE_PERM|EACCES|EPERM|EROFS)/,
    (path) => `${path} can't be written: make the file and its folder writable, or set CHANCERY_DB to another file.`,
  ],
  [
    /^(SQLITE_CANTOPEN|ENOENT|ENOTDIR|EEXIST|EISDIR)/,
    (path) =>
      `${path} can't be opened: its folder must be writable, and it must be a file. Set CHANCERY_DB to another file.`,
  ],
  [
    /^SQLITE_(BUSY|LOCKED)/,
    (path) => `${path} is locked by another process that is writing. Try again when its write has ended.`,
  ],
  ...diskErrors,
];

export const damagedFileErrors: ErrorMessages = [
  [
    damagedFileCodes,
    (path) => `${path} is not a readable database: it is damaged, or another kind of file. Restore an earlier backup.`,
  ],
];

/** Errors of a file that is copied. */
export const sourceErrors: ErrorMessages = [
  ...damagedFileErrors,
  fullDiskError,
  [
    /^SQLITE_(BUSY|LOCKED)/,
    (path) => `${path} is locked by another process for more than five seconds. Try again when its write has ended.`,
  ],
  [
    /^(SQLITE_|E[A-Z]+$)/,
    (path) => `${path} can't be read: it must be a file that you may read, in a folder that you may open.`,
  ],
];

/** Errors of the file that a copy is written to. */
export const targetErrors: ErrorMessages = [
  [
    /^(SQLITE_(CANTOPEN|READONLY|PERM)|EACCES|EPERM|EROFS|ENOENT|ENOTDIR|EEXIST|EISDIR)/,
    (path) => `${path} can't be written: make its folder writable, or choose another file.`,
  ],
  ...diskErrors,
];

const problemCodes: readonly (readonly [code: RegExp, problem: StorageProblem])[] = [
  [/^(SQLITE_FULL|SQLITE_IOERR_SHMSIZE|ENOSPC|EDQUOT)/, 'DISK_FULL'],
  [/^SQLITE_(BUSY|LOCKED)/, 'DATABASE_LOCKED'],
  [damagedFileCodes, 'DATABASE_DAMAGED'],
  [/^(SQLITE_CANTOPEN|SQLITE_READONLY_DBMOVED|SQLITE_IOERR_VNODE|ENOENT|ENOTDIR)/, 'DATABASE_MOVED'],
  [/^(SQLITE_READONLY|SQLITE_PERM|EACCES|EPERM|EROFS)/, 'DATABASE_READ_ONLY'],
  // Running out of memory is no problem of the disk.
  [/^(SQLITE_IOERR(?!_NOMEM)|EIO)/, 'DISK_FAILED'],
];

const findProblemByCode = (code: string): StorageProblem | undefined =>
  problemCodes.find(([codes]) => codes.test(code))?.[1];

/** Returns what is wrong with the database, if that is the cause of an error. */
export function findStorageProblem(error: unknown): StorageProblem | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error instanceof StorageError) return error.problem;
  const code = 'code' in error ? String(error.code) : '';
  // Other files have the system's codes too. Drizzle wraps the driver's errors.
  return (code.startsWith('SQLITE_') ? findProblemByCode(code) : undefined) ?? findStorageProblem(error.cause);
}

/** Returns the StartError for an error of the file or its disk, and any other error unchanged. */
export function toStartError(path: string, error: unknown, messages = databaseErrors): unknown {
  if (!(error instanceof Error) || error instanceof StartError) return error;
  const code = 'code' in error ? String(error.code) : '';
  const message = messages.find(([codes]) => codes.test(code))?.[1];
  if (message) {
    const problem = findProblemByCode(code);
    const options = { cause: error };
    return problem ? new StorageError(problem, message(path), options) : new StartError(message(path), options);
  }
  // Drizzle wraps the driver's errors.
  const cause = toStartError(path, error.cause, messages);
  return cause instanceof StartError ? cause : error;
}

export function withStartErrors<T>(path: string, work: () => T, messages = databaseErrors): T {
  try {
    return work();
  } catch (error) {
    throw toStartError(path, error, messages);
  }
}

export async function withStartErrorsAsync<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw toStartError(path, error);
  }
}

import {
  closeSync,
  existsSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { StartError } from '../model/errors.ts';

/**
 * Lets `make` write a database in a folder beside `path`, and moves it there when it is whole and on the disk: nothing half stands there.
 * What stands there already stays as it is, unless `over` is given: it decides, and calls the move itself.
 */
export async function writeAtomically<T>(
  path: string,
  make: (draft: string) => T | Promise<T>,
  over?: (move: () => void) => void,
): Promise<T> {
  const room = `${tempFolderPrefix(path)}${process.pid}`;
  const draft = join(room, basename(path));
  const move = (): void => {
    // SQLite would replay the log of a database that was deleted here into the new one.
    for (const suffix of ['-wal', '-shm']) rmSync(path + suffix, { force: true });
    renameSync(draft, path);
  };
  try {
    makeDirectory(dirname(path));
    removeStaleTempFolders(path);
    // Of a process that had this one's number.
    rmSync(room, { recursive: true, force: true });
    mkdirSync(room, { mode: 0o700 });
    const made = await make(draft);
    // Closing takes the log over into the file, or on a full disk leaves it as it is.
    if (existsSync(`${draft}-wal`))
      throw new StartError(
        `The disk that holds ${path} is full. Nothing was half-written; free some space and try again.`,
      );
    syncToDisk(draft);
    if (over) over(move);
    else if (lstatSync(path, { throwIfNoEntry: false }))
      throw new StartError(`There is something at ${path} already; it was left as it is.`);
    else move();
    syncToDisk(dirname(path));
    return made;
  } finally {
    rmSync(room, { recursive: true, force: true });
  }
}

/** Makes a folder, and those above it. Not mkdir's own `recursive`, which never returns under /proc. */
export function makeDirectory(path: string): void {
  if (existsSync(path)) return;
  makeDirectory(dirname(path));
  mkdirSync(path);
}

const tempFolderPrefix = (path: string): string => join(dirname(path), `.${basename(path)}.`);

function syncToDisk(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Clears away what makers of this file that were killed have left. */
function removeStaleTempFolders(path: string): void {
  const prefix = basename(tempFolderPrefix(path));
  for (const name of readdirSync(dirname(path))) {
    const pid = name.startsWith(prefix) ? Number(name.slice(prefix.length)) : Number.NaN;
    if (Number.isInteger(pid) && !isProcessAlive(pid))
      rmSync(join(dirname(path), name), { recursive: true, force: true });
  }
}

function isProcessAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // EPERM: it lives, and is another user's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

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
 * Lets `write` create a database in a temporary folder next to `path`, and moves it to `path` once it is complete and
 * synced, so that no partial file is ever visible. An existing file is left unchanged, unless `replace` is given:
 * it decides whether to call the move.
 */
export async function writeAtomically<T>(
  path: string,
  write: (draft: string) => T | Promise<T>,
  replace?: (move: () => void) => void,
): Promise<T> {
  const folder = `${tempFolderPrefix(path)}${process.pid}`;
  const draft = join(folder, basename(path));
  const move = (): void => {
    // SQLite would replay the log of a deleted database into the new one.
    for (const suffix of ['-wal', '-shm']) rmSync(path + suffix, { force: true });
    renameSync(draft, path);
  };
  try {
    makeDirectory(dirname(path));
    removeStaleTempFolders(path);
    // A folder may remain from an earlier process with the same id.
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { mode: 0o700 });
    const result = await write(draft);
    // Closing merges the log into the file; on a full disk the log remains.
    if (existsSync(`${draft}-wal`))
      throw new StartError(
        `The disk that holds ${path} is full. No partial data was written; free some space and try again.`,
      );
    syncToDisk(draft);
    if (replace) replace(move);
    else if (lstatSync(path, { throwIfNoEntry: false }))
      throw new StartError(`${path} already exists; it was not changed.`);
    else move();
    syncToDisk(dirname(path));
    return result;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Creates a folder and its parents. mkdir's `recursive` option never returns under /proc. */
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

/** Removes the temporary folders of killed processes. */
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
    // EPERM: the process runs as another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

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
import { StartError, StorageError } from '../model/errors.ts';

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
  using draft = new Draft(path);
  const result = await write(draft.create());
  draft.moveIntoPlace(replace);
  return result;
}

/** A database that is being written in a temporary folder next to its path; disposing it removes the folder. */
export class Draft implements Disposable {
  readonly #path: string;
  readonly #folder: string;
  readonly #file: string;
  #hasFolder = false;

  constructor(path: string) {
    this.#path = path;
    this.#folder = `${tempFolderPrefix(path)}${process.pid}`;
    this.#file = join(this.#folder, basename(path));
  }

  /** Creates the temporary folder, and returns the path of the file to write. */
  create(): string {
    makeDirectory(dirname(this.#path));
    removeStaleTempFolders(this.#path);
    // A folder may remain from an earlier process with the same id.
    rmSync(this.#folder, { recursive: true, force: true });
    mkdirSync(this.#folder, { mode: 0o700 });
    this.#hasFolder = true;
    return this.#file;
  }

  /** Moves the complete file to its path. An existing file is only replaced if `replace` calls the move. */
  moveIntoPlace(replace?: (move: () => void) => void): void {
    // Closing merges the log into the file; on a full disk the log remains.
    if (existsSync(`${this.#file}-wal`))
      throw new StorageError(
        'DISK_FULL',
        `The disk that holds ${this.#path} is full. No partial data was written; free some space and try again.`,
      );
    syncToDisk(this.#file);
    if (replace) replace(() => this.#move());
    else if (lstatSync(this.#path, { throwIfNoEntry: false }))
      throw new StartError(`${this.#path} already exists; it was not changed.`);
    else this.#move();
    syncToDisk(dirname(this.#path));
  }

  #move(): void {
    // SQLite would replay the log of a deleted database into the new one.
    for (const suffix of ['-wal', '-shm']) rmSync(this.#path + suffix, { force: true });
    renameSync(this.#file, this.#path);
  }

  [Symbol.dispose](): void {
    if (this.#hasFolder) rmSync(this.#folder, { recursive: true, force: true });
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

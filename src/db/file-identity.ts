import { realpathSync, statSync } from 'node:fs';
import { StorageError } from '../model/errors.ts';

/**
 * The files of an open database. SQLite does not notice if one of them is moved, deleted or replaced: it continues to
 * write to a file that nobody can open by its name.
 */
export class FileIdentity {
  readonly #path: string;
  readonly #identities: ReadonlyMap<string, string | undefined>;

  /** Call when the database is open and has been read, so that its write-ahead log exists. */
  constructor(path: string) {
    this.#path = path;
    // SQLite follows links: the log is next to the file itself.
    const file = realpathSync(path);
    this.#identities = new Map([path, `${file}-wal`, `${file}-shm`].map((name) => [name, identifyFile(name)]));
  }

  /** Throws a StorageError if a file was moved, deleted or replaced since the database was opened. */
  assertUnchanged(): void {
    for (const [name, identity] of this.#identities)
      if (identity !== undefined && identifyFile(name) !== identity)
        throw new StorageError(
          'DATABASE_MOVED',
          `${name} was moved, deleted or replaced while ${this.#path} was in use. Nothing is written to it any more: put the file back, or restore a backup, and restart.`,
        );
  }
}

function identifyFile(path: string): string | undefined {
  const stats = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stats && `${stats.dev}:${stats.ino}`;
}

import Sqlite from 'better-sqlite3';

/** Detects commits by any process: the version changes after each commit. */
export class DataVersion {
  readonly #path: string;
  #client: Sqlite.Database | undefined;
  #version: Sqlite.Statement<[], number> | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  /** Reads the version from the shared memory of the write-ahead log, so that every confirmed commit counts. */
  read(): number {
    // A separate connection, because the version of a connection does not change while it reads a snapshot.
    this.#client ??= new Sqlite(this.#path, { readonly: true, timeout: 5_000 });
    this.#version ??= this.#client.prepare<[], number>('PRAGMA data_version').pluck();
    const version = this.#version.get();
    if (version === undefined) throw new Error('SQLite returned no data_version.');
    return version;
  }

  close(): void {
    this.#client?.close();
    this.#client = undefined;
    this.#version = undefined;
  }
}

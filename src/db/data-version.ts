import Sqlite from 'better-sqlite3';

/** Tells whether anything was committed, by whatever process: its number is another one after each commit. */
export class DataVersion {
  readonly #path: string;
  #client: Sqlite.Database | undefined;
  #version: Sqlite.Statement<[], number> | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  /** Read from the shared memory of the write-ahead log: what a writer has been told is committed, counts. */
  read(): number {
    // A connection of its own: the number stands still while one reads a snapshot.
    this.#client ??= new Sqlite(this.#path, { readonly: true, timeout: 5_000 });
    this.#version ??= this.#client.prepare<[], number>('PRAGMA data_version').pluck();
    const version = this.#version.get();
    if (version === undefined) throw new Error('SQLite tells no data_version.');
    return version;
  }

  close(): void {
    this.#client?.close();
    this.#client = undefined;
    this.#version = undefined;
  }
}

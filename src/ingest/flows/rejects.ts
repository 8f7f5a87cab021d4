import { mkdirSync, statSync } from 'node:fs';
import { open, rm, truncate } from 'node:fs/promises';
import { dirname } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import { placeRejects } from '../place-rejects.ts';

/** What a table of rejected rows has before the columns that they came with: a row with too many cells, or too few, has the rest as it was. */
export const rejectColumns: readonly string[] = ['rejected_line', 'rejected_because'];

/** Whether a table is one of rejected rows, or why it can't be read as one. */
export function isOfRejects(header: readonly string[]): boolean | { fault: string } {
  if (!rejectColumns.some((name) => header.includes(name))) return false;
  if (rejectColumns.every((name, index) => header[index] === name)) return true;
  return { fault: `In a table of rejects the columns ${rejectColumns.join(' and ')} come first, as they were written.` };
}

/**
 * The rejected rows of a table, as they came, with the reason: to be mended and imported again. While the import lasts it stands beside its
 * place, so that an import that is stopped can go on with it. No reject, no file.
 */
export class FlowRejects {
  readonly #path: string;
  readonly #part: string;
  readonly #delimiter: string;
  #lines: string[][] = [];
  #header: readonly string[] = [];
  /** So many cells at the start of a row were an earlier table of rejects' own. */
  #own = 0;
  #length = 0;

  /** `table` tells the table from every other: several may be read at once, and each goes on with its own. */
  constructor(path: string, { table, delimiter }: { table: string; delimiter: string }) {
    this.#path = path;
    this.#part = `${path}.${table.slice(0, 12)}.part`;
    this.#delimiter = delimiter;
  }

  /** Whether so many bytes are there to go on after. */
  holds(length: number): boolean {
    return length === 0 || (statSync(this.#part, { throwIfNoEntry: false })?.size ?? 0) >= length;
  }

  /** Begins anew, or goes on after so many bytes. */
  async begin(length: number): Promise<void> {
    if (length === 0) await rm(this.#part, { force: true });
    else await truncate(this.#part, length);
    this.#length = length;
  }

  /** The columns of the rows that follow. Rows of a table of rejects lose what that one said of them. */
  columns(header: readonly string[]): void {
    this.#own = isOfRejects(header) === true ? rejectColumns.length : 0;
    this.#header = header.slice(this.#own);
  }

  add(raw: readonly string[], line: number, reason: string): void {
    this.#lines.push([String(line), reason, ...raw.slice(this.#own)]);
  }

  /** Writes what was added, and tells how long the file is by now. */
  async flush(): Promise<number> {
    if (this.#lines.length === 0) return this.#length;
    const rows = this.#length === 0 ? [[...rejectColumns, ...this.#header], ...this.#lines] : this.#lines;
    const text = stringify(rows, { delimiter: this.#delimiter, quoted_match: /\r/ });
    mkdirSync(dirname(this.#part), { recursive: true });
    const file = await open(this.#part, 'a');
    try {
      await file.appendFile(text);
    } finally {
      await file.close();
    }
    this.#length += Buffer.byteLength(text);
    this.#lines = [];
    return this.#length;
  }

  /** Puts the file in its place, and tells where. */
  async close(): Promise<string | null> {
    await this.flush();
    if (this.#length === 0) return null;
    this.#length = 0;
    return placeRejects(this.#part, this.#path);
  }
}

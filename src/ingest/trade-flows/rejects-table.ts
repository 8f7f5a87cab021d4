import { randomUUID } from 'node:crypto';
import { mkdirSync, statSync } from 'node:fs';
import { appendFile, copyFile, rm, truncate } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import { moveToFreePath } from '../move-to-free-path.ts';
import type { TableFile } from './table-files.ts';

/** What a table of rejected rows has before the columns that they came with: a row with too many cells, or too few, has the rest as it was. */
export const rejectColumns: readonly string[] = ['rejected_line', 'rejected_because'];

/** Whether a table is one of rejected rows, or why it can't be read as one. */
export function detectRejectsTable(header: readonly string[]): boolean | { fault: string } {
  if (!rejectColumns.some((name) => header.includes(name))) return false;
  if (rejectColumns.every((name, index) => header[index] === name)) return true;
  return {
    fault: `In a table of rejects, the columns ${rejectColumns.join(' and ')} must come first, in this order.`,
  };
}

/** The folder in which the rejects of a folder's tables stand. */
export const getRejectsFolder = (prefix: string, path: string): string =>
  `${prefix}.${basename(resolve(path))}.rejects`;

/** Where the rejects of a table stand: never under its own name, by which its flows are known. */
export function getRejectsPath(prefix: string, path: string, table: TableFile): string {
  const name = `${basename(table.name, extname(table.name))}.rejects.csv`;
  return resolve(table.path === path ? `${prefix}.${name}` : join(getRejectsFolder(prefix, path), name));
}

/** A file that is being written, as far as it is kept. */
export interface RejectsDraft {
  path: string;
  length: number;
}

/**
 * The rejected rows of a table, as they came, with the reason: to be mended and imported again. While the import lasts they stand beside their
 * place, in a file of this import's own: one that is stopped leaves it to the next, which goes on with a copy. No reject, no file.
 */
export class FlowRejectsFile {
  readonly #path: string;
  readonly #delimiter: string;
  readonly #draft: RejectsDraft;
  #resumedPath: string | undefined;
  #lines: string[][] = [];
  #header: readonly string[] = [];

  constructor(path: string, delimiter: string) {
    this.#path = path;
    this.#delimiter = delimiter;
    this.#draft = { path: `${path}.${randomUUID().slice(0, 8)}.part`, length: 0 };
  }

  /** Goes on after what an earlier import has left. */
  async resumeFrom({ path, length }: RejectsDraft): Promise<void> {
    await copyFile(path, this.#draft.path);
    await truncate(this.#draft.path, length);
    this.#draft.length = length;
    this.#resumedPath = path;
  }

  /** The columns of the rows that follow. */
  setHeader(header: readonly string[]): void {
    this.#header = header;
  }

  add(raw: readonly string[], line: number, reason: string): void {
    this.#lines.push([String(line), reason, ...raw]);
  }

  /** Writes what was added, and tells what there is by now. */
  async flush(): Promise<RejectsDraft | undefined> {
    if (this.#lines.length > 0) {
      const rows = this.#draft.length === 0 ? [[...rejectColumns, ...this.#header], ...this.#lines] : this.#lines;
      const text = stringify(rows, { delimiter: this.#delimiter, quoted_match: /\r/ });
      mkdirSync(dirname(this.#draft.path), { recursive: true });
      await appendFile(this.#draft.path, text);
      this.#draft.length += Buffer.byteLength(text);
      this.#lines = [];
    }
    return this.#draft.length === 0 ? undefined : { ...this.#draft };
  }

  /** Puts the file in its place, and tells where. */
  async close(): Promise<string | null> {
    const draft = await this.flush();
    if (this.#resumedPath !== undefined) await rm(this.#resumedPath, { force: true });
    return draft ? moveToFreePath(draft.path, this.#path) : null;
  }
}

/** Whether so much of it is there to go on after. */
export const isDraftAvailable = ({ path, length }: RejectsDraft): boolean =>
  (statSync(path, { throwIfNoEntry: false })?.size ?? 0) >= length;

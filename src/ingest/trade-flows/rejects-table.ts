import { randomUUID } from 'node:crypto';
import { mkdirSync, statSync } from 'node:fs';
import { appendFile, copyFile, rm, truncate } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { stringify } from 'csv-stringify/sync';
import { moveToFreePath } from '../move-to-free-path.ts';
import type { TableFile } from './table-files.ts';

/** Columns of a rejects table that precede the original ones, so that rows of any width stay unchanged. */
export const rejectColumns: readonly string[] = ['rejected_line', 'rejected_because'];

/** Returns whether a table has rejected rows, or why its header is invalid. */
export function detectRejectsTable(header: readonly string[]): boolean | { fault: string } {
  if (!rejectColumns.some((name) => header.includes(name))) return false;
  if (rejectColumns.every((name, index) => header[index] === name)) return true;
  return {
    fault: `In a table of rejects, the columns ${rejectColumns.join(' and ')} must come first, in this order.`,
  };
}

/** Returns the folder for the rejects of a folder's tables. */
export const getRejectsFolder = (prefix: string, path: string): string =>
  `${prefix}.${basename(resolve(path))}.rejects`;

/** Returns the path for the rejects of a table. Its file name must differ, because it identifies the flows. */
export function getRejectsPath(prefix: string, path: string, table: TableFile): string {
  const name = `${basename(table.name, extname(table.name))}.rejects.csv`;
  return resolve(table.path === path ? `${prefix}.${name}` : join(getRejectsFolder(prefix, path), name));
}

/** A partly written file and its saved length. */
export interface RejectsDraft {
  path: string;
  length: number;
}

/**
 * Writes the rejected rows of a table, unchanged, with their reasons, to correct and import again.
 * During the import the rows are in a draft next to the final path; an interrupted import leaves its
 * draft to the next one, which continues with a copy. Without rejects no file is created.
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

  /** Continues the draft of an interrupted import. */
  async resumeFrom({ path, length }: RejectsDraft): Promise<void> {
    await copyFile(path, this.#draft.path);
    await truncate(this.#draft.path, length);
    this.#draft.length = length;
    this.#resumedPath = path;
  }

  /** Sets the header of the rows to add. */
  setHeader(header: readonly string[]): void {
    this.#header = header;
  }

  add(raw: readonly string[], line: number, reason: string): void {
    this.#lines.push([String(line), reason, ...raw]);
  }

  /** Writes the added rows. Returns the draft, if there are any. */
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

  /** Moves the file to its final path and returns that; null if nothing was rejected. */
  async close(): Promise<string | null> {
    const draft = await this.flush();
    if (this.#resumedPath !== undefined) await rm(this.#resumedPath, { force: true });
    return draft ? moveToFreePath(draft.path, this.#path) : null;
  }
}

/** Returns whether a draft still exists with at least its saved length. */
export const isDraftAvailable = ({ path, length }: RejectsDraft): boolean =>
  (statSync(path, { throwIfNoEntry: false })?.size ?? 0) >= length;

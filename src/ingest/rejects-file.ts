import { randomUUID } from 'node:crypto';
import { constants, mkdirSync } from 'node:fs';
import { appendFile, copyFile, rm, stat, truncate } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { hashFile } from './file-content.ts';

/** A partly written file and its saved length. */
export interface RejectsDraft {
  path: string;
  length: number;
}

/**
 * Writes what an import rejected, unchanged, to correct and import again. During the import it is in a
 * draft next to the final path. Without rejects no file is created.
 */
export class RejectsFile<Row> implements AsyncDisposable {
  /** Rows to write before the first one. */
  header: readonly Row[] = [];
  readonly #path: string;
  readonly #format: (rows: readonly Row[]) => string;
  readonly #draft: RejectsDraft;
  #resumedPath: string | undefined;
  #rows: Row[] = [];

  constructor(path: string, format: (rows: readonly Row[]) => string) {
    this.#path = path;
    this.#format = format;
    this.#draft = { path: `${path}.${randomUUID().slice(0, 8)}.part`, length: 0 };
  }

  /** Continues a copy of the draft of an interrupted import. */
  async resumeFrom({ path, length }: RejectsDraft): Promise<void> {
    await copyFile(path, this.#draft.path);
    await truncate(this.#draft.path, length);
    this.#draft.length = length;
    this.#resumedPath = path;
  }

  add(row: Row): void {
    this.#rows.push(row);
  }

  /** Writes the added rows. Returns the draft, if there are any. */
  async flush(): Promise<RejectsDraft | undefined> {
    if (this.#rows.length > 0) {
      const text = this.#format(this.#draft.length === 0 ? [...this.header, ...this.#rows] : this.#rows);
      mkdirSync(dirname(this.#draft.path), { recursive: true });
      await appendFile(this.#draft.path, text);
      this.#draft.length += Buffer.byteLength(text);
      this.#rows = [];
    }
    return this.#draft.length === 0 ? undefined : { ...this.#draft };
  }

  /** Moves the file to its final path and returns that; null if nothing was rejected. */
  async close(): Promise<string | null> {
    const draft = await this.flush();
    if (this.#resumedPath !== undefined) await rm(this.#resumedPath, { force: true });
    return draft ? moveToFreePath(draft.path, this.#path) : null;
  }

  /** Removes the draft of an import that did not finish. */
  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.#draft.path, { force: true });
  }
}

/**
 * Moves a rejects file to `path` and returns its final path. A file that is already there may be half
 * corrected, so it stays, and the next free number is used, unless both have the same content.
 */
async function moveToFreePath(draft: string, path: string): Promise<string> {
  const extension = extname(path);
  for (let number = 1; ; number += 1) {
    const target = number === 1 ? path : join(dirname(path), `${basename(path, extension)}-${number}${extension}`);
    if ((await tryCopyExclusive(draft, target)) || (await hasSameContent(draft, target))) {
      await rm(draft);
      return target;
    }
  }
}

/** Copies without overwriting, even if another process creates the file at the same moment. */
async function tryCopyExclusive(draft: string, target: string): Promise<boolean> {
  try {
    await copyFile(draft, target, constants.COPYFILE_EXCL);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

const hasSameContent = async (draft: string, target: string): Promise<boolean> =>
  (await stat(target)).isFile() && (await hashFile(draft)) === (await hashFile(target));

import { statSync } from 'node:fs';
import { open, rename, rm, truncate } from 'node:fs/promises';
import { stringify } from 'csv-stringify/sync';

/** What a table of rejected rows has beside the columns that they came with. */
export const rejectColumns = ['rejected_line', 'rejected_because'] as const;

/**
 * The rejected rows of a table, as they came, with the reason: to be mended and imported again. While the import lasts it stands beside its
 * place, so that an import that is stopped can go on with it. No reject, no file.
 */
export class FlowRejects {
  readonly #path: string;
  readonly #part: string;
  readonly #delimiter: string;
  #lines: string[][] = [];
  #header: readonly string[] | undefined;
  #kept: readonly number[] = [];
  #length = 0;

  constructor(path: string, delimiter: string) {
    this.#path = path;
    this.#part = `${path}.part`;
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
    this.#kept = header.flatMap((name, index) => ((rejectColumns as readonly string[]).includes(name) ? [] : [index]));
    this.#header ??= this.#kept.map((index) => header[index] ?? '');
  }

  add(raw: readonly string[], line: number, reason: string): void {
    // Of a row with too many cells all are kept: they are what is to be mended.
    const width = this.#kept.length;
    const cells = raw.length <= width + rejectColumns.length ? this.#kept.map((index) => raw[index] ?? '') : raw;
    this.#lines.push([...cells, String(line), reason]);
  }

  /** Writes what was added, and tells how long the file is by now. */
  async flush(): Promise<number> {
    if (this.#lines.length === 0) return this.#length;
    const rows = this.#length === 0 ? [[...(this.#header ?? []), ...rejectColumns], ...this.#lines] : this.#lines;
    const text = stringify(rows, { delimiter: this.#delimiter });
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
    await rename(this.#part, this.#path);
    this.#length = 0;
    return this.#path;
  }
}

import { randomUUID } from 'node:crypto';
import { type FileHandle, open, rm } from 'node:fs/promises';
import type { RecordInput } from '../model/records/index.ts';
import { moveToFreePath } from './move-to-free-path.ts';

/** A JSON Lines file of the rejected records, unchanged, to correct and import again. Created with the first reject. */
export class RejectsFile implements AsyncDisposable {
  readonly #path: string;
  readonly #draft: string;
  #file: FileHandle | undefined;
  #lines: string[] = [];

  constructor(path: string) {
    this.#path = path;
    this.#draft = `${path}.${randomUUID().slice(0, 8)}`;
  }

  add(record: RecordInput): void {
    this.#lines.push(`${JSON.stringify(record)}\n`);
  }

  async flush(): Promise<void> {
    if (this.#lines.length === 0) return;
    this.#file ??= await open(this.#draft, 'wx');
    await this.#file.appendFile(this.#lines.join(''));
    this.#lines = [];
  }

  /** Moves the file to its final path and returns that; null if nothing was rejected. */
  async close(): Promise<string | null> {
    await this.flush();
    if (!this.#file) return null;
    await this.#file.close();
    this.#file = undefined;
    return moveToFreePath(this.#draft, this.#path);
  }

  /** Removes the draft of an import that did not finish. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#file) return;
    await this.#file.close();
    await rm(this.#draft);
  }
}

import type Sqlite from 'better-sqlite3';
import { ChanceryError } from '../model/errors.ts';

/** The default maximum of a response: a hundred speeches have four megabytes. */
export const defaultResponseBytes = 10 * 1024 * 1024;

export const tooLargeResponseError = (maxBytes: number): ChanceryError =>
  new ChanceryError(
    'COST_LIMIT',
    `The response exceeds ${maxBytes.toLocaleString('en')} bytes. Request smaller pages with \`first\`, or fewer texts.`,
  );

/**
 * Measures the JSON that a statement makes while it makes it, so that a statement whose result would be too large ends
 * before it has taken the memory.
 */
export class ResultSize {
  readonly #maxBytes: number;
  /** The bytes that were measured, by the number of lists around them. */
  #bytes: number[] = [];

  constructor(client: Sqlite.Database, maxBytes: number) {
    this.#maxBytes = maxBytes;
    // The result depends on the calls before it, so SQLite must not merge calls.
    client.function('exceeds_result', { deterministic: false }, (bytes: unknown, depth: unknown, isList: unknown) =>
      this.#add(Number(bytes), Number(depth), isList === 1),
    );
  }

  /** Begins the measurement of a statement. */
  reset(): void {
    if (this.#bytes.length > 0) this.#bytes = [];
  }

  #add(bytes: number, depth: number, isList: boolean): 0 {
    // A complete list contains everything that was measured inside it.
    if (isList) this.#bytes.length = Math.min(this.#bytes.length, depth + 1);
    this.#bytes[depth] = (this.#bytes[depth] ?? 0) + bytes;
    const total = this.#bytes.reduce((sum, size) => sum + size, 0);
    if (total > this.#maxBytes) throw tooLargeResponseError(this.#maxBytes);
    return 0;
  }
}

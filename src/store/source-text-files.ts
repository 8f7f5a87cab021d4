import { createHash } from 'node:crypto';
import { closeSync, openSync, readdirSync, readFileSync, readSync, realpathSync, type Stats, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { badInput } from '../model/errors.ts';
import { SourceText } from '../model/source-text.ts';

/** How many texts are kept at hand. */
const kept = 8;

/** The texts of sources, in folders (whatever is in them, at any depth) or files, found by the SHA-256 of their bytes. */
export class SourceTexts {
  readonly #roots: readonly string[];
  /** The files whose sum is known, and of which state of them. */
  readonly #hashed = new Map<string, { sum: string; state: string }>();
  readonly #paths = new Map<string, string>();
  readonly #unreadable = new Map<string, string>();
  readonly #texts = new Map<string, SourceText>();
  #walk: Iterator<string, void> | undefined;

  constructor(roots: readonly string[]) {
    this.#roots = roots;
  }

  /** What could not be read so far, a sentence each. */
  get unreadable(): string[] {
    return [...this.#unreadable.values()];
  }

  /** Reads no more files than it needs to find the text. It refuses one that is no UTF-8. */
  textOf(sha256: string): SourceText | undefined {
    const text = this.#texts.get(sha256) ?? this.#read(sha256);
    if (!text) return undefined;
    this.#texts.delete(sha256);
    this.#texts.set(sha256, text);
    if (this.#texts.size > kept) this.#texts.delete(this.#texts.keys().next().value ?? '');
    return text;
  }

  #read(sha256: string): SourceText | undefined {
    const known = this.#paths.get(sha256);
    // A file that was written over or taken away since it was hashed holds the text no more; another one may.
    return (
      (known === undefined ? undefined : this.#readFrom(known, sha256)) ?? this.#readFrom(this.#find(sha256), sha256)
    );
  }

  #readFrom(path: string | undefined, sha256: string): SourceText | undefined {
    if (path === undefined) return undefined;
    const bytes = this.#told(path, () => readFileSync(path));
    if (bytes && sumOf(bytes) === sha256) return new SourceText(decode(bytes, basename(path)));
    this.#paths.delete(sha256);
    this.#hashed.delete(path);
    return undefined;
  }

  /** Goes on from the file where the last search ended; then once more from the first, since files may be new. */
  #find(sha256: string): string | undefined {
    for (const walk of [this.#walk, this.#files()]) {
      if (!walk) continue;
      this.#walk = walk;
      for (let next = walk.next(); !next.done; next = walk.next())
        if (this.#sumOf(next.value) === sha256) return next.value;
    }
    this.#walk = undefined;
    return undefined;
  }

  #sumOf(path: string): string | undefined {
    return this.#told(path, () => {
      const { size, mtimeMs, ino } = statSync(path);
      const state = [size, mtimeMs, ino].join();
      const known = this.#hashed.get(path);
      const sum = known?.state === state ? known.sum : hash(path);
      this.#hashed.set(path, { sum, state });
      this.#paths.set(sum, path);
      return sum;
    });
  }

  *#files(): Generator<string, void> {
    const seen = new Set<string>();
    for (const root of this.#roots) yield* this.#filesIn(root, seen);
  }

  /** By name. A folder that is met again, through a link, is not entered again. */
  *#filesIn(path: string, seen: Set<string>): Generator<string, void> {
    const found = this.#told(path, () => look(path));
    if (!found || seen.has(found.real)) return;
    seen.add(found.real);
    if (!found.names) yield path;
    else for (const name of found.names) yield* this.#filesIn(join(path, name), seen);
  }

  #told<T>(path: string, work: () => T): T | undefined {
    try {
      const done = work();
      this.#unreadable.delete(path);
      return done;
    } catch (error) {
      this.#unreadable.set(path, `${path} can't be read: ${error instanceof Error ? error.message : String(error)}.`);
      return undefined;
    }
  }
}

/** A file, or what is in a folder. */
function look(path: string): { real: string; names?: string[] } {
  const real = realpathSync(path);
  const stats: Stats = statSync(path);
  if (stats.isDirectory()) return { real, names: readdirSync(path).sort() };
  // To open a pipe is to wait for its other end.
  if (!stats.isFile()) throw new Error('it is neither a file nor a folder');
  return { real };
}

const sumOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

function hash(path: string): string {
  const sum = createHash('sha256');
  const chunk = Buffer.allocUnsafe(1 << 20);
  const file = openSync(path, 'r');
  try {
    for (let read = readSync(file, chunk); read > 0; read = readSync(file, chunk)) sum.update(chunk.subarray(0, read));
  } finally {
    closeSync(file);
  }
  return sum.digest('hex');
}

// A byte order mark is a code point of the text like any other.
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const lax = new TextDecoder('utf-8', { ignoreBOM: true });

function decode(bytes: Buffer, name: string): string {
  try {
    return strict.decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const again = Buffer.from(lax.decode(bytes));
    const wrong = bytes.findIndex((byte, at) => byte !== again[at]);
    throw badInput(
      `The text in ${name} is no UTF-8 (see its byte ${wrong < 0 ? bytes.length : wrong}). Offsets count code points of UTF-8.`,
    );
  }
}

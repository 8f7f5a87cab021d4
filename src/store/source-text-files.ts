import { isUtf8 } from 'node:buffer';
import { createHash, hash } from 'node:crypto';
import { closeSync, openSync, readdirSync, readFileSync, readSync, realpathSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { LRUCache } from 'lru-cache';
import { badInput } from '../model/errors.ts';
import { SourceText } from '../model/source-text.ts';

/** The maximum number of cached texts. */
const maxCachedTexts = 8;

/** Finds texts of sources by the SHA-256 of their bytes, in files and (recursively) in folders. */
export class SourceTextFiles {
  readonly #roots: readonly string[];
  /** The hash of each file that was read, with the file's state at that time. */
  readonly #hashByPath = new Map<string, { sum: string; state: string }>();
  readonly #pathByHash = new Map<string, string>();
  readonly #unreadable = new Map<string, string>();
  readonly #cachedTexts = new LRUCache<string, SourceText>({ max: maxCachedTexts });
  #pendingWalk: Iterator<string, void> | undefined;

  constructor(roots: readonly string[]) {
    this.#roots = roots;
  }

  /** One sentence per file or folder that could not be read so far. */
  get unreadable(): string[] {
    return [...this.#unreadable.values()];
  }

  /** Finds a text, reading no more files than necessary. Throws if it is not valid UTF-8. */
  findBySha256(sha256: string): SourceText | undefined {
    const text = this.#cachedTexts.get(sha256) ?? this.#load(sha256);
    if (text) this.#cachedTexts.set(sha256, text);
    return text;
  }

  #load(sha256: string): SourceText | undefined {
    const known = this.#pathByHash.get(sha256);
    // The file may have been overwritten or deleted since it was hashed; another may have the same text.
    return (
      (known === undefined ? undefined : this.#loadIfHashMatches(known, sha256)) ??
      this.#loadIfHashMatches(this.#findPath(sha256), sha256)
    );
  }

  #loadIfHashMatches(path: string | undefined, sha256: string): SourceText | undefined {
    if (path === undefined) return undefined;
    const bytes = this.#tryRead(path, () => readFileSync(path));
    if (bytes && hash('sha256', bytes) === sha256) return new SourceText(decodeUtf8(bytes, basename(path)));
    this.#pathByHash.delete(sha256);
    this.#hashByPath.delete(path);
    return undefined;
  }

  /** Continues after the file where the last search ended, then starts over once, since there may be new files. */
  #findPath(sha256: string): string | undefined {
    for (const walk of [this.#pendingWalk, this.#walkRoots()]) {
      if (!walk) continue;
      this.#pendingWalk = walk;
      for (let next = walk.next(); !next.done; next = walk.next())
        if (this.#hashOfFile(next.value) === sha256) return next.value;
    }
    this.#pendingWalk = undefined;
    return undefined;
  }

  #hashOfFile(path: string): string | undefined {
    return this.#tryRead(path, () => {
      const { size, mtimeMs, ino } = statSync(path);
      const state = [size, mtimeMs, ino].join();
      const known = this.#hashByPath.get(path);
      const sum = known?.state === state ? known.sum : hashFileSync(path);
      this.#hashByPath.set(path, { sum, state });
      this.#pathByHash.set(sum, path);
      return sum;
    });
  }

  *#walkRoots(): Generator<string, void> {
    const seen = new Set<string>();
    for (const root of this.#roots) yield* this.#walkFiles(root, seen);
  }

  /** Yields files sorted by name. Folders reached again through a link are skipped. */
  *#walkFiles(path: string, seen: Set<string>): Generator<string, void> {
    const found = this.#tryRead(path, () => inspectPath(path));
    if (!found || seen.has(found.real)) return;
    seen.add(found.real);
    if (!found.names) yield path;
    else for (const name of found.names) yield* this.#walkFiles(join(path, name), seen);
  }

  #tryRead<T>(path: string, work: () => T): T | undefined {
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

/** Returns the real path, and the names in it if it is a folder. */
function inspectPath(path: string): { real: string; names?: string[] } {
  const real = realpathSync(path);
  const stats = statSync(path);
  if (stats.isDirectory()) return { real, names: readdirSync(path).sort() };
  // Opening a pipe would block until its other end is opened.
  if (!stats.isFile()) throw new Error('it is neither a file nor a folder');
  return { real };
}

function hashFileSync(path: string): string {
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

/** Decodes UTF-8. A byte order mark counts as a code point of the text. */
function decodeUtf8(bytes: Buffer, name: string): string {
  const text = bytes.toString();
  if (isUtf8(bytes)) return text;
  const again = Buffer.from(text);
  const wrong = bytes.findIndex((byte, at) => byte !== again[at]);
  throw badInput(
    `The text in ${name} is not valid UTF-8 (at byte ${wrong < 0 ? bytes.length : wrong}). Offsets count code points of UTF-8.`,
  );
}

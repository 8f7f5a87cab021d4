import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { SourceTextLookup } from '../db/database.ts';
import { SourceText } from '../model/source-text.ts';

/** The total length of the texts that one write or import caches, in UTF-16 code units. */
const maxCachedLength = 128 << 20;

interface SpanVerifierOptions {
  /** Finds texts that are not supplied with the write. */
  texts?: SourceTextLookup | undefined;
  /** The SHA-256 of texts whose spans were verified before: those of the bundled dossier, if its files are unchanged. */
  verifiedHashes?: ReadonlySet<string> | undefined;
  /** Whether spans are accepted if the text of their source is not available. */
  acceptsUnverified?: boolean | undefined;
}

/** The texts that one write or import compares spans with, and whether it accepts spans without a text. */
export class SpanVerifier {
  readonly acceptsUnverified: boolean;
  /** The number of spans written without comparing them with a text. */
  unverifiedCount = 0;
  /** The spans on record that a new text of their source does not have. */
  readonly outdatedSpans: { citationId: number; ordinal: number }[] = [];
  readonly #texts: SourceTextLookup | undefined;
  readonly #verifiedHashes: ReadonlySet<string>;
  readonly #cachedTexts = new LRUCache<string, SourceText>({
    maxSize: maxCachedLength,
    sizeCalculation: ({ text }) => text.length || 1,
  });

  constructor({ texts, verifiedHashes = new Set(), acceptsUnverified = false }: SpanVerifierOptions = {}) {
    this.#texts = texts;
    this.#verifiedHashes = verifiedHashes;
    this.acceptsUnverified = acceptsUnverified;
  }

  /** Adds a text that was supplied with the write. Returns its SHA-256 and its length in code points. */
  addText(text: string): { sha256: string; length: number } {
    const sha256 = hash('sha256', text);
    const sourceText = this.#cachedTexts.get(sha256) ?? new SourceText(text);
    this.#cachedTexts.set(sha256, sourceText);
    return { sha256, length: sourceText.length };
  }

  /** Returns a text that was supplied or that can be found. */
  findText(sha256: string): SourceText | undefined {
    return this.#cachedTexts.get(sha256) ?? this.#texts?.findBySha256(sha256);
  }

  /** Whether all spans of this text were verified before. */
  isVerified(sha256: string | null): boolean {
    return sha256 !== null && this.#verifiedHashes.has(sha256);
  }
}

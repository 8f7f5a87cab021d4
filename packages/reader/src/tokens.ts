import type { Range } from './text-index.ts';

/** A word, a number or a single mark. */
export interface Token extends Range {
  readonly text: string;
  /** The text in lower case, with typographic apostrophes made plain, to compare with word lists. */
  readonly lower: string;
  readonly kind: 'WORD' | 'NUMBER' | 'MARK';
  /** Whether it begins with a capital letter. */
  readonly isCapital: boolean;
}

// Words may contain apostrophes, hyphens and the points of "U.S."; every alternative begins with another class of
// characters, so that matching is linear.
const tokenPattern =
  /(?:\p{L}\.){2,}|\p{L}[\p{L}\p{M}\p{N}]*(?:['’ʻʼ\-‑](?=\p{L})[\p{L}\p{M}\p{N}]+)*|\p{N}+(?:[.,:]\p{N}+)*|[^\p{Z}\s\p{C}]/gu;

/** Splits a text into tokens. The possessive ending of a word is a token of its own. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(tokenPattern)) {
    const [word] = match;
    const { index } = match;
    const ending = word.length > 2 ? /['’]s$/i.exec(word) : null;
    if (ending) {
      tokens.push(createToken(word.slice(0, ending.index), index));
      tokens.push(createToken(ending[0], index + ending.index));
    } else tokens.push(createToken(word, index));
  }
  return tokens;
}

function createToken(text: string, start: number): Token {
  const lower = text.toLowerCase().replaceAll('’', "'");
  // A possessive ending counts as a word, so that it does not end a phrase.
  const isWord = /^(?:\p{L}|['’]s$)/iu.test(text);
  const kind = isWord ? 'WORD' : /^\p{N}/u.test(text) ? 'NUMBER' : 'MARK';
  const first = isWord ? String.fromCodePoint(text.codePointAt(0) ?? 0) : '';
  return { text, lower, kind, start, end: start + text.length, isCapital: isWord && first !== first.toLowerCase() };
}

/** Returns the position of the first token that begins at or after an offset. */
export function findToken(tokens: readonly Token[], offset: number): number {
  let [low, high] = [0, tokens.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((tokens[middle]?.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

export const isPossessive = (token: Token | undefined): boolean => token?.lower === "'s";

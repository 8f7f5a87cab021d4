import type { Range } from './text-index.ts';

/** A word, a number or a single mark. */
export interface Token extends Range {
  readonly text: string;
  /** The text in lower case, with plain apostrophes and without the dots of ё, to compare with word lists. */
  readonly lower: string;
  readonly kind: 'WORD' | 'NUMBER' | 'MARK';
  /** Whether it begins with a capital letter. */
  readonly isCapital: boolean;
}

/** The classes of the characters: 1 a letter, 2 a digit, 3 a mark on a letter, 4 a space or an invisible character, 0 another mark. */
const asciiClasses = Uint8Array.from({ length: 128 }, (_, unit) => {
  const character = String.fromCharCode(unit);
  return /[A-Za-z]/.test(character) ? 1 : /\d/.test(character) ? 2 : unit <= 32 || unit === 127 ? 4 : 0;
});
const [letter, digit, accent, blank] = [1, 2, 3, 4];

/** The classes of the characters of one code unit that were seen, plus one; 0 is unknown. */
const knownClasses = new Uint8Array(0x10000);

function classify(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  if (unit < 128) return asciiClasses[unit] ?? blank;
  const point = text.codePointAt(at);
  // Past the end of the text.
  if (point === undefined) return blank;
  if (point > 0xffff) return classifyPoint(point);
  const known = knownClasses[point] ?? 0;
  if (known > 0) return known - 1;
  const found = classifyPoint(point);
  knownClasses[point] = found + 1;
  return found;
}

function classifyPoint(point: number): number {
  const character = String.fromCodePoint(point);
  if (/\p{L}/u.test(character)) return letter;
  if (/\p{N}/u.test(character)) return digit;
  if (/\p{M}/u.test(character)) return accent;
  return /[\p{Z}\p{C}\s]/u.test(character) ? blank : 0;
}

const widthAt = (text: string, at: number): number => ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);

/** Marks inside words: "O’Brien", "Jean-Luc". */
const innerMarks = new Set(["'", '’', 'ʻ', 'ʼ', '-', '‑']);

/** What a language splits from a word. */
export interface WordRules {
  /** Short forms at its beginning: "l'". */
  readonly elisions: ReadonlySet<string>;
  /** Pronouns at its end: "-t-il". */
  readonly enclitics: readonly string[];
}

/** Splits a text into tokens, in one pass. The possessive ending of a word is a token of its own. */
export function tokenize(text: string, rules?: WordRules): Token[] {
  const tokens: Token[] = [];
  const words = new Map<string, Word>();
  const createToken = (word: string, start: number, kind: Token['kind']): Token => {
    let known = words.get(word);
    if (!known) {
      known = readWord(word, kind);
      words.set(word, known);
    }
    const { text: shared, lower, isCapital } = known;
    return { text: shared, lower, kind, start, end: start + word.length, isCapital };
  };
  let at = 0;
  while (at < text.length) {
    const kind = classify(text, at);
    const start = at;
    at += widthAt(text, at);
    if (kind === blank) continue;
    if (kind === letter) {
      at = endOfInitials(text, start) ?? endOfWord(text, at);
      const elided = rules && endOfElision(text, start, at, rules.elisions);
      if (elided !== undefined) {
        tokens.push(createToken(text.slice(start, elided), start, 'WORD'));
        at = elided;
        continue;
      }
      const word = text.slice(start, at);
      const enclitic = rules?.enclitics.find((one) => word.length > one.length && word.toLowerCase().endsWith(one));
      if (enclitic !== undefined) {
        const split = at - enclitic.length;
        tokens.push(createToken(text.slice(start, split), start, 'WORD'));
        tokens.push(createToken(text.slice(split, at), split, 'WORD'));
        continue;
      }
      const ending = word.length > 2 && /['’]s$/i.test(word) ? at - 2 : at;
      tokens.push(createToken(text.slice(start, ending), start, 'WORD'));
      if (ending < at) tokens.push(createToken(text.slice(ending, at), ending, 'WORD'));
    } else if (kind === digit) {
      at = endOfNumber(text, at);
      tokens.push(createToken(text.slice(start, at), start, 'NUMBER'));
    } else {
      // A line of dashes or dots is one token.
      const end = isMarkAt(text, start + 1) ? endOfMarks(text, start) : at;
      if (end - start > maxMarks) at = end;
      tokens.push(createToken(text.slice(start, at), start, 'MARK'));
    }
  }
  return tokens;
}

/** The end of "l'" in "l'accord". */
function endOfElision(text: string, start: number, end: number, elisions: ReadonlySet<string>): number | undefined {
  for (let at = start + 1; at < Math.min(end - 1, start + longestElision); at += 1)
    if (text[at] === "'" || text[at] === '’')
      return elisions.has(text.slice(start, at).toLowerCase()) ? at + 1 : undefined;
  return undefined;
}
const longestElision = 10;

/** "U.S." */
function endOfInitials(text: string, start: number): number | undefined {
  let at = start;
  let count = 0;
  while (classify(text, at) === letter && text[at + widthAt(text, at)] === '.') {
    at += widthAt(text, at) + 1;
    count += 1;
  }
  return count >= 2 ? at : undefined;
}

function endOfWord(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    const kind = classify(text, at);
    if (kind === letter || kind === digit || kind === accent) at += widthAt(text, at);
    else if (innerMarks.has(text[at] ?? '') && classify(text, at + 1) === letter) at += 1;
    else break;
  }
  return at;
}

function endOfNumber(text: string, from: number): number {
  let at = from;
  while (at < text.length) {
    if (classify(text, at) === digit) at += widthAt(text, at);
    else if (/[.,:]/.test(text[at] ?? '') && classify(text, at + 1) === digit) at += 1;
    else break;
  }
  return at;
}

/** Longer sequences of marks are rules and decoration, not punctuation. */
export const maxMarks = 8;

const isMarkAt = (text: string, at: number): boolean => at < text.length && classify(text, at) === 0;

/** Returns the end of a sequence of marks without spaces. */
export function endOfMarks(text: string, from: number): number {
  let at = from;
  while (at < text.length && classify(text, at) === 0) at += widthAt(text, at);
  return at;
}

/** What the tokens of the same word share, so that a text has each word once in memory. */
type Word = Pick<Token, 'text' | 'lower' | 'isCapital'>;

function readWord(text: string, kind: Token['kind']): Word {
  if (kind !== 'WORD') return { text, lower: text, isCapital: false };
  const first = String.fromCodePoint(text.codePointAt(0) ?? 0);
  return {
    text,
    lower: text.toLowerCase().replaceAll('’', "'").replaceAll('ё', 'е'),
    isCapital: first !== first.toLowerCase(),
  };
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

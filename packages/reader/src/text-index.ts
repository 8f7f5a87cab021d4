/** A range of string indexes (UTF-16 code units); `end` is exclusive. All analysis uses them, and no record does. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** The distance between index marks in code points. */
const markStride = 256;

const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;
const isLowSurrogate = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;

/**
 * Exact words of a text with their offsets in Unicode code points. Only `TextIndex.createSpan` creates spans, and it
 * copies the words from the text, so a span that does not yield its words cannot exist.
 */
export class Span {
  readonly words: string;
  readonly start: number;
  readonly end: number;

  // The key is not exported: no other module can call the constructor.
  constructor(key: typeof spanKey, words: string, start: number, end: number) {
    if (key !== spanKey) throw new TypeError('Spans are created by TextIndex.createSpan.');
    this.words = words;
    this.start = start;
    this.end = end;
    Object.freeze(this);
  }
}
const spanKey: unique symbol = Symbol('span');

/** A text as it was given, addressed by code units inside the reader and by code points outside. Never normalized. */
export class TextIndex {
  readonly text: string;
  /** The length in code points. */
  readonly length: number;
  /** The string index of every 256th code point; empty if no character is a surrogate pair. */
  readonly #marks: readonly number[];

  constructor(text: string) {
    this.text = text;
    const marks: number[] = [];
    let points = 0;
    for (let unit = 0; unit < text.length; unit += 1) {
      if (points % markStride === 0) marks.push(unit);
      points += 1;
      if (this.#isPair(unit)) unit += 1;
    }
    this.length = points;
    this.#marks = points === text.length ? [] : marks;
  }

  /** Creates the span of a range. A bound inside a surrogate pair is moved so that the span contains the character. */
  createSpan({ start, end }: Range): Span {
    const from = Math.max(0, Math.min(start, this.text.length));
    const to = Math.max(from, Math.min(end, this.text.length));
    const first = this.#isPair(from - 1) ? from - 1 : from;
    const last = this.#isPair(to - 1) ? to + 1 : to;
    return new Span(spanKey, this.text.slice(first, last), this.toCodePoint(first), this.toCodePoint(last));
  }

  slice({ start, end }: Range): string {
    return this.text.slice(start, end);
  }

  /** Returns the number of code points before a string index. */
  toCodePoint(unit: number): number {
    if (this.#marks.length === 0) return unit;
    let [low, high] = [0, this.#marks.length];
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if ((this.#marks[middle] ?? 0) <= unit) low = middle;
      else high = middle;
    }
    let point = low * markStride;
    for (let at = this.#marks[low] ?? 0; at < unit; at += 1) {
      if (this.#isPair(at)) at += 1;
      point += 1;
    }
    return point;
  }

  #isPair(unit: number): boolean {
    return isHighSurrogate(this.text.charCodeAt(unit)) && isLowSurrogate(this.text.charCodeAt(unit + 1));
  }
}

/** Returns the range without spaces at its ends. */
export function trimRange(text: string, { start, end }: Range): Range {
  let [from, to] = [start, end];
  while (from < to && isSpace(text.charCodeAt(from))) from += 1;
  while (to > from && isSpace(text.charCodeAt(to - 1))) to -= 1;
  return { start: from, end: to };
}

export const isSpace = (unit: number): boolean =>
  unit === 32 || (unit >= 9 && unit <= 13) || unit === 0xa0 || unit === 0x2009 || unit === 0x202f || unit === 0xfeff;

/** Returns a function that tells whether a range overlaps one of the given ones. */
export function coverRanges(ranges: readonly Range[]): (range: Range) => boolean {
  const sorted = ranges.toSorted((a, b) => a.start - b.start);
  // The greatest end so far, so that the last range that begins before another decides.
  const ends: number[] = [];
  for (const { end } of sorted) ends.push(Math.max(end, ends.at(-1) ?? 0));
  return ({ start, end }) => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((sorted[middle]?.start ?? 0) < end) low = middle + 1;
      else high = middle;
    }
    return low > 0 && (ends[low - 1] ?? 0) > start;
  };
}

/** Words and their position in a text, in Unicode code points from 0; `end` is exclusive. */
export interface Span {
  words: string;
  start: number;
  end: number;
}

/** The distance between index marks in code points: the maximum number of characters to scan per lookup. */
const markStride = 256;
/** The maximum number of occurrences listed in a message. */
const maxListedOffsets = 5;

/** The unmodified text of a source, addressed by code points. Never normalized, because spans would shift. */
export class SourceText {
  /** The length in code points. */
  readonly length: number;
  readonly text: string;
  /** The string index of every 256th code point; empty if no character is a surrogate pair. */
  readonly #marks: readonly number[];

  constructor(text: string) {
    this.text = text;
    const marks: number[] = [];
    let points = 0;
    for (let unit = 0; unit < text.length; unit += countCodeUnitsAt(text, unit)) {
      if (points % markStride === 0) marks.push(unit);
      points += 1;
    }
    this.length = points;
    this.#marks = points === text.length ? [] : marks;
  }

  /** Returns the text between two offsets, which may lie past the end. */
  slice(start: number, end: number): string {
    return this.text.slice(this.#toCodeUnit(start), this.#toCodeUnit(end));
  }

  /** Returns up to `limit` offsets at which the words occur. */
  findOffsets(words: string, limit: number): number[] {
    const offsets: number[] = [];
    let unit = words === '' ? -1 : this.text.indexOf(words);
    while (unit >= 0 && offsets.length < limit) {
      offsets.push(this.#toCodePoint(unit));
      unit = this.text.indexOf(words, unit + 1);
    }
    return offsets;
  }

  #toCodeUnit(point: number): number {
    if (point >= this.length) return this.text.length;
    if (this.#marks.length === 0) return point;
    const mark = Math.floor(point / markStride);
    let unit = this.#marks[mark] ?? 0;
    for (let remaining = point - mark * markStride; remaining > 0; remaining -= 1)
      unit += countCodeUnitsAt(this.text, unit);
    return unit;
  }

  #toCodePoint(unit: number): number {
    if (this.#marks.length === 0) return unit;
    let [low, high] = [0, this.#marks.length];
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if ((this.#marks[middle] ?? 0) <= unit) low = middle;
      else high = middle;
    }
    let point = low * markStride;
    for (let at = this.#marks[low] ?? 0; at < unit; at += countCodeUnitsAt(this.text, at)) point += 1;
    return point;
  }
}

const countCodeUnitsAt = (text: string, unit: number): number => ((text.codePointAt(unit) ?? 0) > 0xffff ? 2 : 1);

/** Describes the mismatch between a span and the text; undefined if the words match. */
export function verifySpan(text: SourceText, { words, start, end }: Span): string | undefined {
  const actual = text.slice(start, end);
  if (end <= text.length && actual === words) return undefined;
  const elsewhere = describeOccurrences(text, words);
  if (end > text.length)
    return `The span is past the end: the text has ${text.length} code points.${elsewhere ? ` ${elsewhere}` : ''}`;
  const from = Math.max(0, findFirstDifference(actual, words) - 20);
  const quoted = `The text has ${excerpt(actual, from)} there, not ${excerpt(words, from)}.`;
  return `${quoted} ${elsewhere ?? describeDifference(actual, words, start)}`;
}

/** Names the offsets at which the words occur; undefined if they do not. */
export function describeOccurrences(text: SourceText, words: string): string | undefined {
  const offsets = text.findOffsets(words, maxListedOffsets + 1);
  if (offsets.length === 0) return undefined;
  const places = offsets.slice(0, maxListedOffsets).map((at) => `${at} to ${at + [...words].length}`);
  return `The words occur at ${places.join(', ')}${offsets.length > maxListedOffsets ? ', and elsewhere' : ''}.`;
}

/** Uses code point numbers, because different characters may look the same (composed accents, quotation marks). */
function describeDifference(actual: string, words: string, start: number): string {
  const at = findFirstDifference(actual, words);
  const [actualPoint, expectedPoint] = [[...actual][at], [...words][at]];
  const text = actualPoint === undefined ? 'the span ends' : `the text has ${formatCodePoint(actualPoint)}`;
  return `They first differ at ${start + at}: ${text}, ${expectedPoint === undefined ? 'the words end' : `the words have ${formatCodePoint(expectedPoint)}`}.`;
}

function findFirstDifference(a: string, b: string): number {
  const [points, others] = [[...a], [...b]];
  const at = points.findIndex((point, index) => point !== others[index]);
  return at < 0 ? points.length : at;
}

const formatCodePoint = (point: string): string =>
  `U+${(point.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;

/** Returns a quoted excerpt of about sixty characters, with omissions marked. */
function excerpt(text: string, from: number): string {
  const points = [...text];
  const shown = points.slice(from, from + 60).join('');
  return JSON.stringify(`${from > 0 ? '[…] ' : ''}${shown}${points.length > from + 60 ? ' […]' : ''}`);
}

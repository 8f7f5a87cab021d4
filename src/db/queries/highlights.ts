import { foldWithOffsets } from '../../model/fold-text.ts';
import { isUnspaced, type SearchTerm } from '../../model/search-text.ts';

/** The characters from `start` to before `end`. */
interface TextRange {
  start: number;
  end: number;
}

/** Returns the lines of the texts that match any of the terms, as HTML, each once. */
export const highlightLines = (texts: readonly (string | null)[], terms: readonly SearchTerm[]): string[] => [
  ...new Set(texts.flatMap((text) => (text === null ? [] : markLines(text, terms)))),
];

function markLines(text: string, terms: readonly SearchTerm[]): string[] {
  const ranges = findMatches(text, terms);
  const lines: string[] = [];
  for (let index = 0; index < ranges.length; ) {
    const start = text.lastIndexOf('\n', (ranges[index]?.start ?? 0) - 1) + 1;
    const nextBreak = text.indexOf('\n', ranges[index]?.start);
    const end = nextBreak === -1 ? text.length : nextBreak;
    let line = '';
    let position = start;
    for (let range = ranges[index]; range && range.start < end; range = ranges[index]) {
      const rangeEnd = Math.min(range.end, end);
      line += `${escapeHtml(text.slice(position, range.start))}<mark>${escapeHtml(text.slice(range.start, rangeEnd))}</mark>`;
      position = rangeEnd;
      // A match that continues on the next line is marked there again.
      if (range.end > end + 1) ranges[index] = { start: end + 1, end: range.end };
      else index += 1;
    }
    lines.push(line + escapeHtml(text.slice(position, end)));
  }
  return lines;
}

/** Returns where the terms occur in the text, in order, without overlaps. */
export function findMatches(text: string, terms: readonly SearchTerm[]): TextRange[] {
  const { folded, offsets } = foldWithOffsets(text);
  const toOriginal = (offset: number): number => offsets?.[offset] ?? offset;
  const found = terms
    .flatMap((term) => findTerm(folded, term))
    .map(({ start, end }) => ({ start: toOriginal(start), end: toOriginal(end) }))
    .sort((a, b) => a.start - b.start || a.end - b.end);
  const merged: TextRange[] = [];
  for (const range of found) {
    const last = merged.at(-1);
    if (last && range.start <= last.end) last.end = Math.max(last.end, range.end);
    else merged.push(range);
  }
  return merged;
}

function findTerm(folded: string, term: SearchTerm): TextRange[] {
  const [first = ''] = term.words;
  const ranges: TextRange[] = [];
  for (let start = folded.indexOf(first); start !== -1; start = folded.indexOf(first, start + 1)) {
    const end = isUnspaced(first) || !isInWord(folded, start - 1) ? matchTerm(folded, start, term) : undefined;
    if (end !== undefined) ranges.push({ start, end });
  }
  return ranges;
}

/** Returns where the term ends that begins at `start`; undefined if it does not match there. */
function matchTerm(folded: string, start: number, { words, isPrefix }: SearchTerm): number | undefined {
  let end = start;
  for (const [index, word] of words.entries()) {
    const begin = index === 0 ? start : skipSeparators(folded, end);
    const isApart = index === 0 || begin > end || isUnspaced(word) !== isUnspaced(words[index - 1] ?? '');
    if (!isApart || !folded.startsWith(word, begin)) return undefined;
    end = begin + word.length;
    if (isUnspaced(word)) continue;
    if (isPrefix && index === words.length - 1) while (isInWord(folded, end)) end += 1;
    else if (isInWord(folded, end)) return undefined;
  }
  return end;
}

function skipSeparators(text: string, from: number): number {
  let index = from;
  while (index < text.length && !isWordAt(text, index)) index += 1;
  return index;
}

/** Whether the code unit at `index` belongs to a word of a script with spaces. */
function isInWord(text: string, index: number): boolean {
  if (index < 0 || index >= text.length) return false;
  return isWordAt(text, index) && !isUnspaced(characterAt(text, index));
}

/** Whether the code unit at `index` belongs to a letter, a number, or a mark of one. */
function isWordAt(text: string, index: number): boolean {
  for (let position = index; position >= 0; position -= 1) {
    const code = text.charCodeAt(position);
    if (code < 128) return isAsciiWordCode(code);
    const character = characterAt(text, position);
    if (!mark.test(character)) return letterOrNumber.test(character);
  }
  return false;
}

const mark = /\p{M}/u;
const letterOrNumber = /[\p{L}\p{N}]/u;
const isAsciiWordCode = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || (code >= 65 && code <= 90);

/** The character of which the code unit at `index` is a part. */
function characterAt(text: string, index: number): string {
  const isSecondHalf = index > 0 && /[\udc00-\udfff]/.test(text.charAt(index));
  return String.fromCodePoint(text.codePointAt(isSecondHalf ? index - 1 : index) ?? 0);
}

const escapeHtml = (text: string): string =>
  /[&<>]/.test(text) ? text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;') : text;

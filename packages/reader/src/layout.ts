import { isSpace, type Range, trimRange } from './text-index.ts';

const closingMarks = new Set(['"', '”', '’', '»', '›', '“', ')', ']', "'"]);
const openingMarks = new Set(['"', '“', '‘', '«', '„', '‚', '(', '[', "'", '—', '–', '-', '»', '‹']);

/**
 * Splits a text into paragraphs: at line breaks, or only at empty lines if the lines were wrapped, so that single line
 * breaks mean nothing.
 */
export function splitParagraphs(text: string): Range[] {
  const pattern = isWrapped(text) ? /\n[^\S\n]*\n\s*/g : /\n\s*/g;
  const paragraphs: Range[] = [];
  let start = 0;
  const add = (end: number): void => {
    const range = trimRange(text, { start, end });
    if (range.end > range.start) paragraphs.push(range);
  };
  for (const match of text.matchAll(pattern)) {
    add(match.index);
    start = match.index + match[0].length;
  }
  add(text.length);
  return paragraphs;
}

const longestWrappedLine = 100;
const shortestWrappedLine = 45;

/** Whether most lines that are followed by another one are about as long as the longest. */
function isWrapped(text: string): boolean {
  let [followed, full, start] = [0, 0, 0];
  for (let end = text.indexOf('\n'); end >= 0; start = end + 1, end = text.indexOf('\n', start)) {
    if (end - start > longestWrappedLine) return false;
    if (end === start || text[end + 1] === '\n' || end + 1 >= text.length) continue;
    followed += 1;
    if (end - start >= shortestWrappedLine) full += 1;
  }
  return followed >= 3 && full * 4 >= followed * 3;
}

/** Splits a paragraph into sentences. Abbreviations, initials and decimal points do not end one. */
export function splitSentences(
  text: string,
  paragraph: Range,
  { abbreviations, hasOrdinalPoints = false }: { abbreviations: ReadonlySet<string>; hasOrdinalPoints?: boolean },
): Range[] {
  const sentences: Range[] = [];
  let start = paragraph.start;
  for (let at = paragraph.start; at < paragraph.end; at += 1) {
    const mark = text[at];
    if (mark !== '.' && mark !== '!' && mark !== '?' && mark !== '…') continue;
    let end = at + 1;
    while (end < paragraph.end && /[.!?…]/.test(text[end] ?? '')) end += 1;
    while (end < paragraph.end && closingMarks.has(text[end] ?? '')) end += 1;
    if (end < paragraph.end && !isSpace(text.charCodeAt(end))) {
      at = end - 1;
      continue;
    }
    let next = end;
    while (next < paragraph.end && isSpace(text.charCodeAt(next))) next += 1;
    if (
      next < paragraph.end &&
      (!canBegin(text, next) || (mark === '.' && isAbbreviated(text, start, at, abbreviations, hasOrdinalPoints)))
    ) {
      at = end - 1;
      continue;
    }
    sentences.push({ start, end });
    start = next;
    at = next - 1;
  }
  if (start < paragraph.end) sentences.push({ start, end: paragraph.end });
  return sentences;
}

function canBegin(text: string, at: number): boolean {
  const first = text[at] ?? '';
  return openingMarks.has(first) || first.toLowerCase() !== first || /[\p{N}\p{Lo}]/u.test(first);
}

function isAbbreviated(
  text: string,
  from: number,
  point: number,
  abbreviations: ReadonlySet<string>,
  hasOrdinalPoints: boolean,
): boolean {
  let start = point;
  while (start > from && point - start < 20 && !isSpace(text.charCodeAt(start - 1))) start -= 1;
  const word = text.slice(start, point).replace(/^[("“‘'«]+/, '');
  // "am 16. November"
  if (hasOrdinalPoints && /^\d{1,2}$/.test(word)) return true;
  return /^\p{Lu}$/u.test(word) || /^(?:\p{L}\.)+\p{L}$/u.test(word) || abbreviations.has(word.toLowerCase());
}

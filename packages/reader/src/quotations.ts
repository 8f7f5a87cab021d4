import { findDialogue } from './dialogue.ts';
import { coverRanges, isSpace, type Range } from './text-index.ts';
import { endOfMarks, maxMarks } from './tokens.ts';

/** A passage in quotation marks: the words without the marks. */
export interface QuotedPassage extends Range {
  /** The passage with its marks. */
  readonly outer: Range;
  /** The index of the paragraph. */
  readonly paragraph: number;
  /** Whether it continues the passage before it, which was not closed at the end of its paragraph. */
  readonly isContinued: boolean;
  readonly isNested: boolean;
  /** Whether its closing mark is missing: it ends with its paragraph. */
  readonly isUnclosed: boolean;
}

/** The closing marks of each opening mark, in any of the typographic traditions. */
const closings: Readonly<Record<string, string>> = {
  '“': '”"',
  '„': '“”"',
  '«': '»',
  '»': '«',
  '‹': '›',
  '‘': '’',
  '‚': '‘’',
  '「': '」',
  '『': '』',
  '"': '"”',
  '``': "''",
  "'": "'",
};
/** Marks that are also apostrophes or feet: they count only if their counterpart is found in the same paragraph. */
const singles = new Set(["'", '‘', '‚', '‹']);
const maxDepth = 8;

interface Open {
  mark: string;
  start: number;
  /** The length of the mark. */
  width: number;
}

/** The passages that are read; a book has fewer. */
const maxPassages = 10_000;

/** Finds the passages in quotation marks, and those after dashes. Reports paragraphs whose marks do not match. */
export function findQuotedPassages(
  text: string,
  paragraphs: readonly Range[],
  hasDialogue = false,
): { passages: QuotedPassage[]; unbalanced: Range[]; omitted: number } {
  const passages: QuotedPassage[] = [];
  const unbalanced: Range[] = [];
  let carried: string | undefined;
  for (const [index, paragraph] of paragraphs.entries()) {
    const { found, left } = scanParagraph(text, paragraph);
    const isContinued = carried !== undefined && opensWith(text, paragraph, carried);
    for (const { open, end, closeEnd, depth } of found)
      passages.push({
        start: open.start + open.width,
        end,
        outer: { start: open.start, end: closeEnd },
        paragraph: index,
        isContinued: isContinued && open.start === paragraph.start,
        isNested: depth > 0,
        isUnclosed: false,
      });
    carried = undefined;
    if (!left) continue;
    const next = paragraphs[index + 1];
    // Speech of several paragraphs: each begins with a mark, and only the last one ends with one.
    if (next && opensWith(text, next, left.mark)) carried = left.mark;
    else unbalanced.push({ start: left.start, end: paragraph.end });
    passages.push({
      start: left.start + left.width,
      end: paragraph.end,
      outer: { start: left.start, end: paragraph.end },
      paragraph: index,
      isContinued: isContinued && left.start === paragraph.start,
      isNested: false,
      isUnclosed: carried === undefined,
    });
  }
  const spoken = hasDialogue ? findDialogue(text, paragraphs) : [];
  const isSpoken = coverRanges(spoken);
  const quoted = passages.map((passage) => (isSpoken(passage) ? { ...passage, isNested: true } : passage));
  const order = [...spoken, ...quoted]
    .filter(({ start, end }) => end > start)
    .sort((a, b) => a.start - b.start || b.end - a.end);
  return { passages: order.slice(0, maxPassages), unbalanced, omitted: Math.max(0, order.length - maxPassages) };
}

const opensWith = (text: string, { start }: Range, mark: string): boolean => text.startsWith(mark, start);

interface Found {
  open: Open;
  end: number;
  closeEnd: number;
  depth: number;
}

function scanParagraph(text: string, { start, end }: Range): { found: Found[]; left: Open | undefined } {
  const found: Found[] = [];
  const stack: Open[] = [];
  for (let at = start; at < end; at += 1) {
    const mark = readMark(text, at);
    if (mark === undefined) continue;
    const run = endOfMarks(text, at);
    if (run - at > maxMarks) {
      at = run - 1;
      continue;
    }
    const top = stack.at(-1);
    const position = findOpen(stack, mark);
    if (position >= 0 && canClose(text, at, mark, stack[position] as Open, { start, end })) {
      const open = stack[position] as Open;
      // Single marks inside that were not closed were apostrophes.
      stack.length = position;
      found.push({ open, end: at, closeEnd: at + mark.length, depth: stack.length });
    } else if (mark in closings && stack.length < maxDepth && canOpen(text, at, mark, start, end, top)) {
      stack.push({ mark, start: at, width: mark.length });
    }
    at += mark.length - 1;
  }
  return { found, left: stack.find(({ mark }) => !singles.has(mark)) };
}

const markUnits = new Set([...'“”„«»‹›‘’‚「」『』"\'`'].map((mark) => mark.charCodeAt(0)));
/** Whether a code unit is one of them: asked for each character of a text. */
const isMarkUnit = Uint8Array.from({ length: Math.max(...markUnits) + 1 }, (_, unit) => (markUnits.has(unit) ? 1 : 0));

function readMark(text: string, at: number): string | undefined {
  if (isMarkUnit[text.charCodeAt(at)] !== 1) return undefined;
  const character = text[at] ?? '';
  if (character === '`') return text[at + 1] === '`' ? '``' : undefined;
  return character === "'" && text[at + 1] === "'" ? "''" : character;
}

/** Returns the position in the stack of the passage that the mark may close; -1 if there is none. */
function findOpen(stack: readonly Open[], mark: string): number {
  for (let position = stack.length - 1; position >= 0; position -= 1) {
    const open = stack[position] as Open;
    if (open.mark === '``' ? mark === "''" : (closings[open.mark] ?? '').includes(mark)) return position;
    // A double mark is not hidden by a single one, which may be an apostrophe.
    if (!singles.has(open.mark)) return -1;
  }
  return -1;
}

const isWordCharacter = (text: string, at: number): boolean => /[\p{L}\p{N}]/u.test(text[at] ?? '');

function canClose(text: string, at: number, mark: string, open: Open, paragraph: Range): boolean {
  if (at === open.start + open.width) return false;
  const next = at + mark.length;
  if (mark === '’' || mark === "'") {
    if (isWordCharacter(text, next)) return false;
    // "the allies’ arms": a plural possessive, unless the passage can only end here.
    if (/s/i.test(text[at - 1] ?? '') && text[next] === ' ' && hasLaterClose(text, next, mark, paragraph.end))
      return false;
    return true;
  }
  // A straight mark, or one that also opens in another tradition, closes after a word or a mark.
  if (mark === '"' || mark === '“' || mark === '«' || mark === '»') {
    if (mark !== '"' && open.mark === mark) return false;
    const isAfterSpace = isSpace(text.charCodeAt(at - 1));
    if (isAfterSpace && isWordCharacter(text, next) && mark === '"') return false;
    return true;
  }
  return true;
}

/** Whether the single mark occurs again soon, at the end of a word. */
function hasLaterClose(text: string, from: number, mark: string, end: number): boolean {
  const limit = Math.min(end, from + 400);
  for (let at = from; at < limit; at += 1)
    if (text[at] === mark && !isWordCharacter(text, at + 1) && !isSpace(text.charCodeAt(at - 1))) return true;
    else if (text[at] === '‘') return false;
  return false;
}

function canOpen(text: string, at: number, mark: string, start: number, end: number, top: Open | undefined): boolean {
  const next = at + mark.length;
  if (next >= end) return false;
  if (mark === '»' || mark === '“') {
    // These close in other traditions; they open only at the beginning of a word.
    if (isWordCharacter(text, at - 1) && at > start) return false;
  }
  if (mark === '«' || mark === '‹') return true;
  if (isSpace(text.charCodeAt(next)) && mark !== '"') return false;
  const isAtBeginning = at === start || !isWordCharacter(text, at - 1);
  if (mark === "'" || mark === '‘') {
    if (!isAtBeginning || !isWordCharacter(text, next) || (top !== undefined && singles.has(top.mark))) return false;
    if (
      /^(?:em|til|tis|twas|cause|n|round|bout)\b/i.test(text.slice(next, next + 8)) ||
      /^\d\ds?\b/.test(text.slice(next, next + 4))
    )
      return false;
    return mark !== "'" || at === start || !/[.!?,;:]/.test(text[at - 1] ?? '');
  }
  if (mark === '"') return isAtBeginning && !isSpace(text.charCodeAt(next));
  return true;
}

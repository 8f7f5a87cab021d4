import type { termCapacities } from '../../model/vocabulary.ts';
import { findName } from '../person-names.ts';
import { findClause, findTitleInBrackets } from './parse-clauses.ts';
import { parseSince, type Since, type SourceDate } from './parse-since.ts';
import { findTitleEnd, isGovernmentHeadOffice, parseTitle, type Title } from './parse-titles.ts';

export type Field = 'chief of state' | 'head of government';
type Capacity = (typeof termCapacities)[number];
export type Range = readonly [start: number, end: number];

/** A person named as holding an office, with the positions of the words in the line's text. */
export interface Holder {
  /** Undefined if the line gives only a name. */
  office: string | undefined;
  capacity: Capacity;
  name: string;
  from: SourceDate | undefined;
  until: SourceDate | undefined;
  /** Text in place of the first day that is not a date. */
  unparsedSince: string | undefined;
  /** Whether the first day is said to be that of several: "(both since 3 December 2013)". */
  isSinceShared?: boolean;
  /** The title of a representative's own office, such as Governor-General. */
  ownTitle?: Title | undefined;
  wordRanges: { title: Range | undefined; name: Range; since: Range | undefined };
}

const alternateSpellingPattern =
  /(?:[,;]\s*(?:also|formerly) (?:spelled|known as|referred to as)|, aka|\s-\s*formerly)\s+[^();,]*,?/i;
/** Parses a title, one or more names, and the first day in brackets. */
export function parseHolderPiece(piece: string, offset: number, field: Field): Holder[] | { reason: string } {
  const text = piece.replace(alternateSpellingPattern, (words) => ' '.repeat(words.length));
  const titleEnd = findTitleEnd(text);
  const titleWords = text.slice(0, titleEnd).trim();
  const title = titleEnd > 0 ? parseTitle(titleWords, field) : undefined;
  if (/\bpresidents\b/i.test(titleWords))
    return parseList({ text, titleEnd, nameStart: titleEnd, title, offset, field });
  return parseOne({ text, titleEnd, nameStart: titleEnd, title, offset, field });
}

interface Piece {
  text: string;
  titleEnd: number;
  nameStart: number;
  title: Title | undefined;
  offset: number;
  field: Field;
}

/** Parses names that share a title in the plural. A name without a first day has that of the next one. */
function parseList(piece: Piece): Holder[] | { reason: string } {
  const { text, titleEnd } = piece;
  const masked = text.replace(/\((?:[^()]|\([^()]*\))*\)?/g, (words) => '#'.repeat(words.length));
  const holders: Holder[] = [];
  let start = titleEnd;
  const separators = [...masked.slice(titleEnd).matchAll(/\s*,\s*(?:and\s+)?|\s+and\s+/g)].map(
    ({ 0: words, index }): Range => [titleEnd + index, titleEnd + index + words.length],
  );
  for (const [end, next] of [...separators, [text.length, text.length] as Range]) {
    if (text.slice(start, end).trim() !== '') {
      const parsed = parseOne({ ...piece, text: text.slice(0, end), nameStart: start });
      if ('reason' in parsed) return parsed;
      holders.push(...parsed);
    }
    start = next;
  }
  for (const [index, holder] of [...holders.entries()].toReversed()) {
    const next = holders[index + 1];
    if (!holder.from && next?.from) copySince(holder, next);
  }
  return holders;
}

/** Gives a holder the first day of another one. */
export function copySince(holder: Holder, { from, until, wordRanges }: Holder): void {
  Object.assign(holder, { from, until, unparsedSince: undefined });
  holder.wordRanges.since = wordRanges.since;
}

function parseOne({
  text,
  titleEnd,
  nameStart,
  title: leadingTitle,
  offset,
  field,
}: Piece): Holder[] | { reason: string } {
  const titleText = text.slice(0, titleEnd).trim();
  const bracketRanges = findBrackets(text, nameStart);
  const head = bracketRanges[0] ? text.slice(0, bracketRanges[0][0] - 1) : text.replace(/\)\s*$/, '');
  const clause = findClause(head, { nameStart, hasTitle: titleEnd > 0, field });
  const inBrackets = titleEnd === 0 && bracketRanges[0] && findTitleInBrackets(text.slice(...bracketRanges[0]), field);
  const title = clause?.title?.title ?? (inBrackets ? inBrackets.title : undefined) ?? leadingTitle;
  if (titleEnd > 0 && !title) return { reason: `"${titleText}" is neither a chief of state nor a head of government.` };
  if (
    bracketRanges[0] &&
    /^\)\s*,\s*\p{Lu}[^()]*\(/u.test(text.slice(bracketRanges[0][1])) &&
    !parseSince(text.slice(...bracketRanges[0]), [])
  )
    return { reason: `Several are named: "${truncateText(text)}".` };
  const bracketTitles =
    inBrackets && bracketRanges[0] ? [text.slice(bracketRanges[0][0], bracketRanges[0][0] + inBrackets.range[1])] : [];
  const parsedSince = bracketRanges.map((range) => parseSinceOf(title, text.slice(...range), bracketTitles));
  const sinceIndex = parsedSince.findIndex((since) => since !== undefined);
  const [brackets, since] = [bracketRanges[Math.max(sinceIndex, 0)], parsedSince[sinceIndex]];
  const isActing = brackets && /^\)\s*serving as (?:acting|interim|caretaker)\b/i.test(text.slice(brackets[1]));
  const names = findNames(head.slice(0, clause?.start), nameStart, title?.office);
  if (names === undefined || names.length === 0) return { reason: `No name was found in "${truncateText(text)}".` };
  const titleRange: Range | undefined =
    clause?.title?.range ??
    (inBrackets && brackets
      ? [brackets[0] + inBrackets.range[0], brackets[0] + inBrackets.range[1]]
      : titleEnd > 0
        ? [0, head.slice(0, titleEnd).trimEnd().length]
        : undefined);
  return names.map(
    ([start, end]): Holder => ({
      office: title?.office,
      capacity: since?.capacity ?? clause?.capacity ?? (isActing ? 'ACTING' : title?.capacity) ?? 'INCUMBENT',
      name: head.slice(start, end),
      from: since?.from,
      until: since?.until,
      unparsedSince: since || !brackets ? undefined : text.slice(...brackets),
      isSinceShared: brackets !== undefined && /^(?:both|all)\b/.test(text.slice(...brackets)),
      wordRanges: {
        title: titleRange && [offset + titleRange[0], offset + titleRange[1]],
        name: [offset + start, offset + end],
        since: brackets && [offset + brackets[0], offset + brackets[1]],
      },
    }),
  );
}

function parseSinceOf(title: Title | undefined, words: string, printedTitles: readonly string[]): Since | undefined {
  // The day of taking office is not the first day of being elect.
  if (title?.capacity === 'ELECT' && words.startsWith('assumes')) return undefined;
  // The first day as head of state counts, even if the holder later became head of government too.
  const heads =
    title?.office !== undefined && isGovernmentHeadOffice(title.office)
      ? ['head of government']
      : ['chief of state', 'head of government'];
  return parseSince(words, [...printedTitles, ...getSinceTitles(title?.office), ...heads]);
}

/** Finds the trimmed contents of brackets, except brackets that are part of a name or rank. */
function findBrackets(text: string, from: number): Range[] {
  const ranges: Range[] = [];
  for (let at = from; ; ) {
    const open = text
      .slice(at)
      .search(/\((?!(?:[Rr]et\.?|Col\.?|acting|interim|Acting|Interim)\)|\p{Lu}\p{L}*\)\s*\p{Lu}|aka [^()]*\))/u);
    if (open === -1) return ranges;
    const start = at + open + 1;
    const end = findClosingBracket(text, start);
    const inside = text.slice(start, end);
    const trimmedStart = start + (inside.length - inside.trimStart().length);
    ranges.push([trimmedStart, Math.max(trimmedStart, start + inside.trimEnd().length)]);
    at = end;
  }
}

/** Returns the position of the bracket that closes the one opened before `from`, or the end of the text. */
function findClosingBracket(text: string, from: number): number {
  let depth = 1;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '(') depth += 1;
    if (text[at] === ')') depth -= 1;
    if (depth === 0) return at;
  }
  return text.length;
}

/** Returns the titles that can precede "since": "sultan since …", "chairman since …". */
const getSinceTitles = (office: string | undefined): string[] =>
  office === undefined ? [] : /^Chair/.test(office) ? ['chairman', 'chairperson'] : [office.split(' of ')[0] ?? office];

/** Finds the names in a text, joined by "and" if there are several. */
function findNames(head: string, nameStart: number, office: string | undefined): Range[] | undefined {
  const tail = head.slice(nameStart);
  const names = office === 'Monarch' ? tail.replace(/\s+of (?:the )?\p{Lu}\p{L}+(?: \p{Lu}\p{L}+)*\s*$/u, '') : tail;
  const ranges: Range[] = [];
  let at = nameStart;
  for (const part of names.split(/(\s+and\s+(?:Captain(?: Regent)?\s+)?)/)) {
    const nameRange = findName(part.trimEnd());
    if (nameRange) ranges.push([at + nameRange.start, at + nameRange.end]);
    else if (!/^\s+and\s/.test(part)) return undefined;
    at += part.length;
  }
  return ranges;
}

const truncateText = (text: string): string =>
  text.trim().length > 120 ? `${text.trim().slice(0, 119)}…` : text.trim();

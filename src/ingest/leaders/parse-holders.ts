import type { termCapacities } from '../../model/vocabulary.ts';
import { findName } from '../person-names.ts';
import { parseSince, type SourceDate } from './parse-since.ts';
import { findTitleEnd, isGovernmentHeadOffice, parseTitle, type Title } from './parse-titles.ts';

type Field = 'chief of state' | 'head of government';
type Capacity = (typeof termCapacities)[number];
type Range = readonly [start: number, end: number];

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
  /** The title of a representative's own office, such as Governor-General. */
  ownTitle?: Title | undefined;
  wordRanges: { title: Range | undefined; name: Range; since: Range | undefined };
}

const notificationPattern = /^\s*Notification Statement:.*?(?:\+\+\s*|(?<=\bof \p{Lu}\p{L}+ )(?=President \p{Lu}))/su;
const notePattern = /[;,.]?\s*\(?\bnotes?\b\s*\d*\s*[-–—:].*$/is;
const vacantPattern = /^(?:(?:prime minister|president|premier|chancellor|king)?\s*\(?vacant\b)/i;
const alternateSpellingPattern =
  /(?:[,;]\s*(?:also|formerly) (?:spelled|known as|referred to as)|, aka|\s-\s*formerly)\s+[^();,]*,?/i;
/** The boundary between two holders. */
const holderBoundaryPattern = /;|,(?=\s*represented by\b)|(?<=\))\s*,?\s+and\s+(?=(?:French |Spanish )?Co-?prince)/g;
const representedByPattern = /^(?:and )?represented by\s+/i;

/** A vacancy, with its first day if the text gives it. */
export interface Vacancy {
  from: SourceDate | undefined;
  range: Range;
}

/** Parses a text that says that the office is vacant. */
export function parseVacancy(text: string): Vacancy | undefined {
  const start = text.length - text.trimStart().length;
  const match = vacantPattern.exec(text.slice(start));
  if (!match) return undefined;
  const end = start + match[0].length;
  const since = /^\s*\(([^()]*)\)/.exec(text.slice(end));
  return { from: since ? parseSince(since[1] ?? '', [])?.from : undefined, range: [start, end] };
}

/** Parses the holders named in a text. A vacant office has none. */
export function parseHolders(text: string, field: Field): Holder[] | { reason: string } {
  const begin = notificationPattern.exec(text)?.[0].length ?? 0;
  const body = text.slice(begin).replace(notePattern, '');
  if (body.trim() === '' || vacantPattern.test(body.trim())) return [];
  const holders: Holder[] = [];
  for (const [index, [start, end]] of splitHolders(body).entries()) {
    const piece = body.slice(start, end);
    const lead = /^\s*(?:and\s+)?/.exec(piece)?.[0].length ?? 0;
    const holderText = piece.slice(lead);
    const prefixLength = representedByPattern.exec(holderText)?.[0].length;
    const isHolder = index === 0 || /^(?:French |Spanish )?Co-?prince\b/i.test(holderText);
    if (!isHolder && prefixLength === undefined) continue;
    const parsed = parseHolderPiece(
      holderText.slice(prefixLength ?? 0),
      begin + start + lead + (prefixLength ?? 0),
      field,
    );
    if ('reason' in parsed) {
      if (index === 0) return parsed;
      continue;
    }
    const office =
      prefixLength === undefined
        ? undefined
        : holders.findLast(({ capacity }) => capacity !== 'REPRESENTATIVE')?.office;
    holders.push(
      ...(prefixLength === undefined
        ? parsed
        : parsed.map((holder): Holder => {
            const ownTitle = { office: holder.office, capacity: holder.capacity };
            return { ...holder, office, capacity: 'REPRESENTATIVE', ownTitle };
          })),
    );
  }
  return holders;
}

function splitHolders(body: string): Range[] {
  const masked = body.replace(
    /[,;]\s*(?:also|formerly) (?:spelled|known as|referred to as)|\((?:[^()]|\([^()]*\))*\)?/gi,
    (words) => words.replaceAll(/[;,]/g, '.'),
  );
  const pieces: [number, number][] = [];
  let from = 0;
  for (const { 0: words, index } of masked.matchAll(holderBoundaryPattern)) {
    pieces.push([from, index]);
    from = index + words.length;
  }
  return [...pieces, [from, body.length]];
}

/** Parses a title, one or more names, and the first day in brackets. */
function parseHolderPiece(piece: string, offset: number, field: Field): Holder[] | { reason: string } {
  const text = piece.replace(alternateSpellingPattern, (words) => ' '.repeat(words.length));
  const titleEnd = findTitleEnd(text);
  const title = titleEnd > 0 ? parseTitle(text.slice(0, titleEnd).trim(), field) : undefined;
  if (titleEnd > 0 && !title)
    return { reason: `"${text.slice(0, titleEnd).trim()}" is neither a chief of state nor a head of government.` };
  const bracketRanges = findBrackets(text, titleEnd);
  if (
    bracketRanges[0] &&
    /^\)\s*,\s*\p{Lu}[^()]*\(/u.test(text.slice(bracketRanges[0][1])) &&
    !parseSince(text.slice(...bracketRanges[0]), [])
  )
    return { reason: `Several are named: "${truncateText(piece)}".` };
  // The first day as head of state counts, even if the holder later became head of government too.
  const heads =
    title?.office !== undefined && isGovernmentHeadOffice(title.office)
      ? ['head of government']
      : ['chief of state', 'head of government'];
  const titles = [...getSinceTitles(title?.office), ...heads];
  const parsedSince = bracketRanges.map((range) => {
    const words = text.slice(...range);
    // The day of taking office is not the first day of being elect.
    return title?.capacity === 'ELECT' && /^assumes/.test(words) ? undefined : parseSince(words, titles);
  });
  const sinceIndex = parsedSince.findIndex((since) => since !== undefined);
  const [brackets, since] = [bracketRanges[Math.max(sinceIndex, 0)], parsedSince[sinceIndex]];
  const isActing = brackets && /^\)\s*serving as (?:acting|interim|caretaker)\b/i.test(text.slice(brackets[1]));
  const head = bracketRanges[0] ? text.slice(0, bracketRanges[0][0] - 1) : text.replace(/\)\s*$/, '');
  const names = findNames(head, titleEnd, title?.office);
  if (names === undefined || names.length === 0) return { reason: `No name was found in "${truncateText(piece)}".` };
  return names.map(
    ([start, end]): Holder => ({
      office: title?.office,
      capacity: since?.capacity ?? (isActing ? 'ACTING' : title?.capacity) ?? 'INCUMBENT',
      name: head.slice(start, end),
      from: since?.from,
      until: since?.until,
      unparsedSince: since || !brackets ? undefined : text.slice(...brackets),
      wordRanges: {
        title: titleEnd > 0 ? [offset, offset + head.slice(0, titleEnd).trimEnd().length] : undefined,
        name: [offset + start, offset + end],
        since: brackets && [offset + brackets[0], offset + brackets[1]],
      },
    }),
  );
}

/** Finds the trimmed contents of brackets, except brackets that are part of a name or rank. */
function findBrackets(text: string, from: number): Range[] {
  const ranges: Range[] = [];
  for (let at = from; ; ) {
    const open = text
      .slice(at)
      .search(/\((?!(?:[Rr]et\.?|Col\.?|acting|interim|Acting|Interim)\)|\p{Lu}\p{L}*\)\s*\p{Lu})/u);
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
function findNames(head: string, titleEnd: number, office: string | undefined): Range[] | undefined {
  const tail = head.slice(titleEnd);
  const names = office === 'Monarch' ? tail.replace(/\s+of (?:the )?\p{Lu}\p{L}+(?: \p{Lu}\p{L}+)*\s*$/u, '') : tail;
  const ranges: Range[] = [];
  let at = titleEnd;
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

import type { termCapacities } from '../../model/vocabulary.ts';
import { findName } from '../person-names.ts';
import { parseSince, type SourceDate } from './parse-since.ts';
import { findTitleEnd, isGovernmentHeadOffice, parseTitle } from './parse-titles.ts';

type Field = 'chief of state' | 'head of government';
type Capacity = (typeof termCapacities)[number];
type Range = readonly [start: number, end: number];

/** Somebody whom a line names as holding the office, and where its words stand in the line's text. */
export interface Holder {
  /** Nothing where the line gives only a name. */
  office: string | undefined;
  capacity: Capacity;
  name: string;
  from: SourceDate | undefined;
  until: SourceDate | undefined;
  /** What stands where the first day should, and is none. */
  unparsedSince: string | undefined;
  wordRanges: { title: Range | undefined; name: Range; since: Range | undefined };
}

const notificationPattern = /^\s*Notification Statement:.*?(?:\+\+\s*|(?<=\bof \p{Lu}\p{L}+ )(?=President \p{Lu}))/su;
const notePattern = /[;,.]?\s*\(?\bnotes?\b\s*\d*\s*[-–—:].*$/is;
const vacantPattern = /^(?:(?:prime minister|president|premier|chancellor|king)?\s*\(?vacant\b)/i;
const alternateSpellingPattern =
  /(?:[,;]\s*(?:also|formerly) (?:spelled|known as|referred to as)|, aka|\s-\s*formerly)\s+[^();,]*,?/i;
/** Where one holder's words end, and another's begin. */
const holderBoundaryPattern = /;|,(?=\s*represented by\b)|(?<=\))\s*,?\s+and\s+(?=(?:French |Spanish )?Co-?prince)/g;
const representedByPattern = /^(?:and )?represented by\s+/i;

/** The holders that a string names: none where the office is vacant. */
export function parseHolders(text: string, field: Field): Holder[] | { reason: string } {
  const begin = notificationPattern.exec(text)?.[0].length ?? 0;
  const body = text.slice(begin).replace(notePattern, '');
  if (body.trim() === '' || vacantPattern.test(body.trim())) return [];
  const holders: Holder[] = [];
  for (const [index, [start, end]] of splitHolders(body).entries()) {
    const piece = body.slice(start, end);
    const lead = /^\s*(?:and\s+)?/.exec(piece)?.[0].length ?? 0;
    const own = piece.slice(lead);
    const deputy = representedByPattern.exec(own)?.[0].length;
    const isHolder = index === 0 || /^(?:French |Spanish )?Co-?prince\b/i.test(own);
    if (!isHolder && deputy === undefined) continue;
    const read = parseHolderPiece(own.slice(deputy ?? 0), begin + start + lead + (deputy ?? 0), field);
    if ('reason' in read) {
      if (index === 0) return read;
      continue;
    }
    const office =
      deputy === undefined ? undefined : holders.findLast(({ capacity }) => capacity !== 'REPRESENTATIVE')?.office;
    holders.push(
      ...(deputy === undefined ? read : read.map((one): Holder => ({ ...one, office, capacity: 'REPRESENTATIVE' }))),
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

/** One piece: a title, a name or several, and in brackets since when. */
function parseHolderPiece(piece: string, offset: number, field: Field): Holder[] | { reason: string } {
  const whole = piece.replace(alternateSpellingPattern, (words) => ' '.repeat(words.length));
  const titled = findTitleEnd(whole);
  const title = titled > 0 ? parseTitle(whole.slice(0, titled).trim(), field) : undefined;
  if (titled > 0 && !title)
    return { reason: `"${whole.slice(0, titled).trim()}" is neither a chief of state nor a head of government.` };
  const all = findBrackets(whole, titled);
  if (all[0] && /^\)\s*,\s*\p{Lu}[^()]*\(/u.test(whole.slice(all[0][1])) && !parseSince(whole.slice(...all[0]), []))
    return { reason: `Several are named: "${truncateText(piece)}".` };
  // The head of state's office has one first day, also where its holder came to head the government later.
  const heads =
    title?.office !== undefined && isGovernmentHeadOffice(title.office)
      ? ['head of government']
      : ['chief of state', 'head of government'];
  const titles = [...getSinceTitles(title?.office), ...heads];
  const read = all.map((range) => {
    const words = whole.slice(...range);
    // The day that somebody elected takes office is no day since when they have been elected.
    return title?.capacity === 'ELECT' && /^assumes/.test(words) ? undefined : parseSince(words, titles);
  });
  const which = read.findIndex((each) => each !== undefined);
  const [brackets, since] = [all[Math.max(which, 0)], read[which]];
  const isActing = brackets && /^\)\s*serving as (?:acting|interim|caretaker)\b/i.test(whole.slice(brackets[1]));
  const head = all[0] ? whole.slice(0, all[0][0] - 1) : whole.replace(/\)\s*$/, '');
  const names = findNames(head, titled, title?.office);
  if (names === undefined || names.length === 0) return { reason: `No name was found in "${truncateText(piece)}".` };
  return names.map(
    ([start, end]): Holder => ({
      office: title?.office,
      capacity: since?.capacity ?? (isActing ? 'ACTING' : title?.capacity) ?? 'INCUMBENT',
      name: head.slice(start, end),
      from: since?.from,
      until: since?.until,
      unparsedSince: since || !brackets ? undefined : whole.slice(...brackets),
      wordRanges: {
        title: titled > 0 ? [offset, offset + head.slice(0, titled).trimEnd().length] : undefined,
        name: [offset + start, offset + end],
        since: brackets && [offset + brackets[0], offset + brackets[1]],
      },
    }),
  );
}

/** What stands inside brackets, without the space around it; not those that are part of a name or a rank. */
function findBrackets(text: string, from: number): Range[] {
  const found: Range[] = [];
  for (let at = from; ; ) {
    const open = text
      .slice(at)
      .search(/\((?!(?:[Rr]et\.?|Col\.?|acting|interim|Acting|Interim)\)|\p{Lu}\p{L}*\)\s*\p{Lu})/u);
    if (open === -1) return found;
    const start = at + open + 1;
    const end = findClosingBracket(text, start);
    const inside = text.slice(start, end);
    const left = start + (inside.length - inside.trimStart().length);
    found.push([left, Math.max(left, start + inside.trimEnd().length)]);
    at = end;
  }
}

/** Where the bracket closes that opened before a place; at the end of the text if it never does. */
function findClosingBracket(text: string, from: number): number {
  let depth = 1;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '(') depth += 1;
    if (text[at] === ')') depth -= 1;
    if (depth === 0) return at;
  }
  return text.length;
}

/** "sultan since …", of a Sultan; "chairman since …", of a Chair. */
const getSinceTitles = (office: string | undefined): string[] =>
  office === undefined ? [] : /^Chair/.test(office) ? ['chairman', 'chairperson'] : [office.split(' of ')[0] ?? office];

/** Several where "and" joins them. */
function findNames(head: string, titled: number, office: string | undefined): Range[] | undefined {
  const tail = head.slice(titled);
  const own = office === 'Monarch' ? tail.replace(/\s+of (?:the )?\p{Lu}\p{L}+(?: \p{Lu}\p{L}+)*\s*$/u, '') : tail;
  const ranges: Range[] = [];
  let at = titled;
  for (const part of own.split(/(\s+and\s+(?:Captain(?: Regent)?\s+)?)/)) {
    const found = findName(part.trimEnd());
    if (found) ranges.push([at + found.start, at + found.end]);
    else if (!/^\s+and\s/.test(part)) return undefined;
    at += part.length;
  }
  return ranges;
}

const truncateText = (text: string): string =>
  text.trim().length > 120 ? `${text.trim().slice(0, 119)}…` : text.trim();

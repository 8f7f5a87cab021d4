import type { termCapacities } from '../../model/vocabulary.ts';
import { readSince, type Told } from './parse-since.ts';
import { isGoverning, readTitle, titleEnd } from './parse-titles.ts';
import { nameIn } from './person-names.ts';

type Field = 'chief of state' | 'head of government';
type Capacity = (typeof termCapacities)[number];
type Range = readonly [start: number, end: number];

/** Somebody whom a line names as holding the office, and where its words stand in the line's text. */
export interface Holder {
  /** Nothing where the line gives only a name. */
  office: string | undefined;
  capacity: Capacity;
  name: string;
  from: Told | undefined;
  until: Told | undefined;
  /** What stands where the first day should, and is none. */
  unread: string | undefined;
  words: { title: Range | undefined; name: Range; since: Range | undefined };
}

const notice = /^\s*Notification Statement:.*?(?:\+\+\s*|(?<=\bof \p{Lu}\p{L}+ )(?=President \p{Lu}))/su;
const note = /[;,.]?\s*\(?\bnotes?\b\s*\d*\s*[-–—:].*$/is;
const vacant = /^(?:(?:prime minister|president|premier|chancellor|king)?\s*\(?vacant\b)/i;
const alsoSpelled =
  /(?:[,;]\s*(?:also|formerly) (?:spelled|known as|referred to as)|, aka|\s-\s*formerly)\s+[^();,]*,?/i;
/** Where one holder's words end, and another's begin. */
const boundary = /;|,(?=\s*represented by\b)|(?<=\))\s*,?\s+and\s+(?=(?:French |Spanish )?Co-?prince)/g;
const represented = /^(?:and )?represented by\s+/i;

/** The holders that a string names: none where the office is vacant. */
export function readHolders(text: string, field: Field): Holder[] | { reason: string } {
  const begin = notice.exec(text)?.[0].length ?? 0;
  const body = text.slice(begin).replace(note, '');
  if (body.trim() === '' || vacant.test(body.trim())) return [];
  const holders: Holder[] = [];
  for (const [index, [start, end]] of piecesOf(body).entries()) {
    const piece = body.slice(start, end);
    const lead = /^\s*(?:and\s+)?/.exec(piece)?.[0].length ?? 0;
    const own = piece.slice(lead);
    const deputy = represented.exec(own)?.[0].length;
    const isHolder = index === 0 || /^(?:French |Spanish )?Co-?prince\b/i.test(own);
    if (!isHolder && deputy === undefined) continue;
    const read = readPiece(own.slice(deputy ?? 0), begin + start + lead + (deputy ?? 0), field);
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

function piecesOf(body: string): Range[] {
  const masked = body.replace(
    /[,;]\s*(?:also|formerly) (?:spelled|known as|referred to as)|\((?:[^()]|\([^()]*\))*\)?/gi,
    (words) => words.replaceAll(/[;,]/g, '.'),
  );
  const pieces: [number, number][] = [];
  let from = 0;
  for (const { 0: words, index } of masked.matchAll(boundary)) {
    pieces.push([from, index]);
    from = index + words.length;
  }
  return [...pieces, [from, body.length]];
}

/** One piece: a title, a name or several, and in brackets since when. */
function readPiece(piece: string, offset: number, field: Field): Holder[] | { reason: string } {
  const whole = piece.replace(alsoSpelled, (words) => ' '.repeat(words.length));
  const titled = titleEnd(whole);
  const title = titled > 0 ? readTitle(whole.slice(0, titled).trim(), field) : undefined;
  if (titled > 0 && !title)
    return { reason: `"${whole.slice(0, titled).trim()}" is neither a chief of state nor a head of government.` };
  const all = bracketsIn(whole, titled);
  if (all[0] && /^\)\s*,\s*\p{Lu}[^()]*\(/u.test(whole.slice(all[0][1])) && !readSince(whole.slice(...all[0]), []))
    return { reason: `Several are named: "${shortened(piece)}".` };
  // The head of state's office has one first day, also where its holder came to head the government later.
  const heads =
    title?.office !== undefined && isGoverning(title.office)
      ? ['head of government']
      : ['chief of state', 'head of government'];
  const titles = [...sinceWords(title?.office), ...heads];
  const read = all.map((range) => {
    const words = whole.slice(...range);
    // The day that somebody elected takes office is no day since when they have been elected.
    return title?.capacity === 'ELECT' && /^assumes/.test(words) ? undefined : readSince(words, titles);
  });
  const which = read.findIndex((each) => each !== undefined);
  const [brackets, since] = [all[Math.max(which, 0)], read[which]];
  const isActing = brackets && /^\)\s*serving as (?:acting|interim|caretaker)\b/i.test(whole.slice(brackets[1]));
  const head = all[0] ? whole.slice(0, all[0][0] - 1) : whole.replace(/\)\s*$/, '');
  const names = namesOf(head, titled, title?.office);
  if (names === undefined || names.length === 0) return { reason: `No name was found in "${shortened(piece)}".` };
  return names.map(
    ([start, end]): Holder => ({
      office: title?.office,
      capacity: since?.capacity ?? (isActing ? 'ACTING' : title?.capacity) ?? 'INCUMBENT',
      name: head.slice(start, end),
      from: since?.from,
      until: since?.until,
      unread: since || !brackets ? undefined : whole.slice(...brackets),
      words: {
        title: titled > 0 ? [offset, offset + head.slice(0, titled).trimEnd().length] : undefined,
        name: [offset + start, offset + end],
        since: brackets && [offset + brackets[0], offset + brackets[1]],
      },
    }),
  );
}

/** What stands inside brackets, without the space around it; not those that are part of a name or a rank. */
function bracketsIn(text: string, from: number): Range[] {
  const found: Range[] = [];
  for (let at = from; ; ) {
    const open = text
      .slice(at)
      .search(/\((?!(?:[Rr]et\.?|Col\.?|acting|interim|Acting|Interim)\)|\p{Lu}\p{L}*\)\s*\p{Lu})/u);
    if (open === -1) return found;
    const start = at + open + 1;
    const end = closing(text, start);
    const inside = text.slice(start, end);
    const left = start + (inside.length - inside.trimStart().length);
    found.push([left, Math.max(left, start + inside.trimEnd().length)]);
    at = end;
  }
}

/** Where the bracket closes that opened before a place; at the end of the text if it never does. */
function closing(text: string, from: number): number {
  let depth = 1;
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '(') depth += 1;
    if (text[at] === ')') depth -= 1;
    if (depth === 0) return at;
  }
  return text.length;
}

/** "sultan since …", of a Sultan; "chairman since …", of a Chair. */
const sinceWords = (office: string | undefined): string[] =>
  office === undefined ? [] : /^Chair/.test(office) ? ['chairman', 'chairperson'] : [office.split(' of ')[0] ?? office];

/** Several where "and" joins them. */
function namesOf(head: string, titled: number, office: string | undefined): Range[] | undefined {
  const tail = head.slice(titled);
  const own = office === 'Monarch' ? tail.replace(/\s+of (?:the )?\p{Lu}\p{L}+(?: \p{Lu}\p{L}+)*\s*$/u, '') : tail;
  const ranges: Range[] = [];
  let at = titled;
  for (const part of own.split(/(\s+and\s+(?:Captain(?: Regent)?\s+)?)/)) {
    const found = nameIn(part.trimEnd());
    if (found) ranges.push([at + found.start, at + found.end]);
    else if (!/^\s+and\s/.test(part)) return undefined;
    at += part.length;
  }
  return ranges;
}

const shortened = (text: string): string => (text.trim().length > 120 ? `${text.trim().slice(0, 119)}…` : text.trim());

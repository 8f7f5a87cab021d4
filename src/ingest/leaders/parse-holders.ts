import { copySince, type Field, type Holder, parseHolderPiece, type Range } from './parse-holder-piece.ts';
import { parseSince, type SourceDate } from './parse-since.ts';
import { isVicePresidency, vicePresidentTitleSource } from './parse-titles.ts';

const notificationPattern = /^\s*Notification Statement:.*?(?:\+\+\s*|(?<=\bof \p{Lu}\p{L}+ )(?=President \p{Lu}))/su;
const notePattern = /[;,.]?\s*\(?\bnotes?\b\s*\d*\s*[-–—:].*$/is;
const vacantPattern = /^(?:(?:prime minister|president|premier|chancellor|king)?\s*\(?vacant\b)/i;
/** The boundary between two holders. */
const holderBoundaryPattern = new RegExp(
  [
    String.raw`;|,(?=\s*represented by\b)|(?<=\))\s*,?\s+and\s+(?=(?:French |Spanish )?Co-?prince)`,
    // "… (since 2009) Vice President …", "First Vice President …, Second Vice President …"
    String.raw`(?<=\)),?\s+(?:and\s+)?(?=${vicePresidentTitleSource})|,\s+(?:and\s+)?(?=(?:second|third) vice president\b)`,
  ].join('|'),
  'gi',
);
/** Brackets with their content. A bracket that is not closed ends before a vice president. */
const bracketsPattern = new RegExp(
  String.raw`[,;]\s*(?:also|formerly) (?:spelled|known as|referred to as)|\((?:(?!;\s*${vicePresidentTitleSource})[^()]|\([^()]*\))*\)?`,
  'gi',
);
const vicePresidentPattern = new RegExp(`^${vicePresidentTitleSource}`, 'i');
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

/** The holders that a text names, and why parts of it could not be read. */
export interface ParsedHolders {
  holders: Holder[];
  /** Whether the text says who the vice presidents are, or that there is none. */
  namesVicePresidents: boolean;
  unread: string[];
}

/** Parses the holders named in a text. A vacant office has none. */
export function parseHolders(text: string, field: Field): ParsedHolders | { reason: string } {
  const begin = notificationPattern.exec(text)?.[0].length ?? 0;
  const body = text.slice(begin).replace(notePattern, '');
  const result: ParsedHolders = { holders: [], namesVicePresidents: false, unread: [] };
  const { holders, unread } = result;
  for (const [index, [start, end]] of splitHolders(body).entries()) {
    const piece = body.slice(start, end);
    const lead = /^\s*(?:and\s+)?/.exec(piece)?.[0].length ?? 0;
    const holderText = piece.slice(lead);
    const prefixLength = representedByPattern.exec(holderText)?.[0].length;
    const isVicePresident = vicePresidentPattern.test(holderText);
    if (isVicePresident) result.namesVicePresidents = true;
    const isVacant = vacantPattern.test(holderText) || (isVicePresident && /\bvacant\b/i.test(holderText));
    const isHolder = index === 0 || isVicePresident || /^(?:French |Spanish )?Co-?prince\b/i.test(holderText);
    // Who else is named with a vacant office need not hold theirs any more.
    if (index === 0 && isVacant) return { ...result, namesVicePresidents: false };
    if (holderText.trim() === '' || isVacant || (!isHolder && prefixLength === undefined)) continue;
    const parsed = parseHolderPiece(
      holderText.slice(prefixLength ?? 0),
      begin + start + lead + (prefixLength ?? 0),
      field,
    );
    if ('reason' in parsed) {
      if (index === 0) return parsed;
      if (isVicePresident) unread.push(parsed.reason);
      continue;
    }
    const head = holders.findLast(({ capacity, office }) => capacity !== 'REPRESENTATIVE' && !isVicePresidency(office));
    holders.push(
      ...(prefixLength === undefined
        ? parsed.filter(({ office }) => !isVicePresident || isVicePresidency(office))
        : parsed.map((holder): Holder => {
            const ownTitle = { office: holder.office, capacity: holder.capacity };
            return { ...holder, office: head?.office, capacity: 'REPRESENTATIVE', ownTitle };
          })),
    );
  }
  shareSince(holders);
  return result;
}

/** Gives the first day of "(both since 3 December 2013)" also to the vice president named before. */
function shareSince(holders: readonly Holder[]): void {
  for (const [index, holder] of holders.entries()) {
    const next = holders[index + 1];
    if (next?.isSinceShared && !holder.from && isVicePresidency(holder.office)) copySince(holder, next);
  }
}

function splitHolders(body: string): Range[] {
  const masked = body.replace(bracketsPattern, (words) => words.replaceAll(/[;,]/g, '.'));
  const pieces: [number, number][] = [];
  let from = 0;
  for (const { 0: words, index } of masked.matchAll(holderBoundaryPattern)) {
    pieces.push([from, index]);
    from = index + words.length;
  }
  return [...pieces, [from, body.length]];
}

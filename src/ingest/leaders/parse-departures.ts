import { findDate, type SourceDate } from './parse-since.ts';

type Range = readonly [start: number, end: number];

/** A statement within a text that someone left office, was removed from it, or took it from someone else. */
export interface Departure {
  /** The family name as printed, in capitals: of who left, or of who took office. */
  name: string;
  kind: 'LEFT' | 'REMOVED' | 'SUCCEEDED';
  date: SourceDate;
  range: Range;
}

interface DeparturePattern {
  pattern: RegExp;
  kind: Departure['kind'];
  /** Whether the name follows. */
  isObject?: true;
  isNoun?: true;
}
const removed = 'overthrown|ousted|deposed|removed|dismissed|arrested|impeached';
/** Statements, most explicit first. */
const departurePatterns: readonly DeparturePattern[] = [
  {
    pattern: /\bbecame (?:the )?(?:acting |interim |transitional )?(?:president|prime minister)\b/i,
    kind: 'SUCCEEDED',
  },
  { pattern: new RegExp(String.raw`\b(?:was|were) (?:\w+ )?(?:${removed})\b`), kind: 'REMOVED' },
  {
    pattern: /\b(?:resigned|died|departed|stepped down|abdicated|(?:was|were) (?:assassinated|killed))\b/,
    kind: 'LEFT',
  },
  {
    pattern: new RegExp(String.raw`(?<!\b(?:was|were|been|be|his|her|the) )\b(?:overthrew|${removed})\b`),
    kind: 'REMOVED',
    isObject: true,
  },
  { pattern: /\b(?:death|resignation|assassination) of\b/, kind: 'LEFT', isObject: true, isNoun: true },
  { pattern: /\b(?:removal|ouster|impeachment) of\b/, kind: 'REMOVED', isObject: true, isNoun: true },
];
/** Words of clauses in which the holder stays, returns, or leaves something else. */
const stayPattern =
  /\b(?:remain(?:s|ed)?|will|caretaker|rescinded|withdrew|refused|offered|submitted|reinstate(?:d|ment)|returned to power|later freed|deputy|first vice|party|scheduled)\b/i;
const familyNamePattern = /(?<![\p{L}'’]|\p{Lu}-)\p{Lu}[\p{Lu}'’-]{2,}(?!\p{L})/gu;
/** Capitals that are no names. */
const acronyms = new Set([
  'PM',
  'US',
  'UN',
  'NATO',
  'ECOWAS',
  'NCSP',
  'CNSP',
  'CTSP',
  'SAC',
  'GNU',
  'RSF',
  'SAF',
  'CNRD',
]);

/** Finds the statements that someone left or took office on a day. */
export function parseDepartures(text: string): Departure[] {
  const departures: Departure[] = [];
  let start = 0;
  for (const clause of text.split(/(?<=[;)])|(?=\bnotes?\b\s*\d*\s*[-–—:])/)) {
    const departure = parseClause(clause);
    if (departure) {
      const [from, until] = departure.range;
      departures.push({ ...departure, range: [start + from, start + until] });
    }
    start += clause.length;
  }
  return departures;
}

/** Finds the date at the start of a clause; before a noun ("6 May resignation of …") only the date next to it. */
function findDateBefore(clause: string, at: number, isNoun: boolean | undefined): ReturnType<typeof findDate> {
  const date = findDate(clause, 0);
  return date && (!isNoun || at - date.range[1] <= 1) ? date : undefined;
}

function parseClause(clause: string): Departure | undefined {
  for (const { pattern, kind, isObject, isNoun } of departurePatterns) {
    const match = pattern.exec(clause);
    if (!match || (kind !== 'SUCCEEDED' && stayPattern.test(clause))) continue;
    const end = match.index + match[0].length;
    const names = [...clause.matchAll(familyNamePattern)].filter(([name]) => !acronyms.has(name));
    const name = isObject
      ? names.find(({ index }) => index >= end)
      : names.findLast(({ index }) => index < match.index);
    const date = findDate(clause, Math.max(end, name?.index ?? 0)) ?? findDateBefore(clause, match.index, isNoun);
    if (!name || !date || date.edtf.length === 'YYYY'.length) return undefined;
    const range: Range = [
      Math.min(name.index, match.index, date.range[0]),
      Math.max(name.index + name[0].length, end, date.range[1]),
    ];
    return { name: name[0], kind, date: { edtf: date.edtf, basis: 'STATED' }, range };
  }
  return undefined;
}

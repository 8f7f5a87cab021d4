import type { termCapacities } from '../../model/vocabulary.ts';

type Capacity = (typeof termCapacities)[number];

/** A date as given by the source. */
export interface SourceDate {
  edtf: string;
  basis: 'STATED' | 'INFERRED';
  verbatim?: string;
}

/** The parsed content of the brackets after a name. */
export interface Since {
  from: SourceDate;
  until?: SourceDate;
  capacity?: Capacity;
}

const monthNames = 'January February March April May June July August September October November December'.split(' ');
const dateSource = String.raw`((?:(\d{1,2})\s*)?\b([A-Z][a-z]{2,8})\.?\s*(\d{4})|\d{4})(?!\d)`;
const createLeadingPattern = (words: string): RegExp => new RegExp(`^${words}\\s*${dateSource}`);

/** Formats a day, month or year as EDTF; undefined for dates that do not exist. */
function toEdtf(groups: readonly (string | undefined)[]): string | undefined {
  const [dateText = '', day, month, year] = groups;
  if (month === undefined) return dateText;
  const number =
    monthNames.findIndex(
      (name) => name === month || name.slice(0, 3) === month || (month === 'Sept' && name === 'September'),
    ) + 1;
  if (number === 0) return undefined;
  const yearMonth = `${year}-${String(number).padStart(2, '0')}`;
  if (day === undefined) return yearMonth;
  const text = `${yearMonth}-${day.padStart(2, '0')}`;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text) ? text : undefined;
}

/** Finds the first day, month or year at or after an offset that is not given as the start of a term. */
export function findDate(
  text: string,
  from: number,
): { edtf: string; range: readonly [start: number, end: number] } | undefined {
  for (const match of text.slice(from).matchAll(new RegExp(dateSource, 'g'))) {
    const isStart = /\(since\s*$/.test(text.slice(0, from + match.index));
    const edtf = isStart ? undefined : toEdtf(match.slice(1, 5));
    if (edtf) return { edtf, range: [from + match.index, from + match.index + match[0].length] };
  }
  return undefined;
}

interface SincePattern {
  pattern: RegExp;
  basis: SourceDate['basis'];
  capacity?: Capacity;
  isApproximate?: boolean;
}

const accessionSource = '(?:coming to power|seizing power|taking power|taking office) (?:on|in)';
/** Phrases that give the start of a term, most explicit first. */
const sincePatterns: readonly SincePattern[] = [
  {
    pattern: createLeadingPattern(`\\(?\\s*(?:both |all )?(?:in office )?(?:since\\s*)+(?:${accessionSource})?`),
    basis: 'STATED',
  },
  { pattern: createLeadingPattern('(?:acting|interim) since'), basis: 'STATED', capacity: 'ACTING' },
  {
    pattern: createLeadingPattern('(?:interim|acting) (?:president|prime minister) (?:from|since)'),
    basis: 'STATED',
    capacity: 'ACTING',
  },
  {
    pattern: createLeadingPattern(
      String.raw`(?:[^()]*?[,;] )?\(?(?:sworn in|assume[sd] office|took office|installed|inaugurated)(?: on)?`,
    ),
    basis: 'STATED',
  },
  // A lone date is a first day by convention of the source.
  { pattern: new RegExp(`^${dateSource}$`), basis: 'INFERRED' },
  { pattern: createLeadingPattern('appointed [^()]*? on'), basis: 'INFERRED' },
  {
    pattern: createLeadingPattern('[^()]*?, elected (?:president|prime minister)'),
    basis: 'INFERRED',
    isApproximate: true,
  },
];

const periodPattern = new RegExp(String.raw`^for the period ${dateSource}\s*[-–]\s*${dateSource}$`);

/** Parses the brackets after a name. If they have several dates, `titles` selects one. */
export function parseSince(words: string, titles: readonly string[]): Since | undefined {
  const trimmed = words.trim();
  const period = periodPattern.exec(trimmed);
  if (period) {
    const [from, until] = [toEdtf(period.slice(1, 5)), toEdtf(period.slice(5, 9))];
    return from && until
      ? { from: { edtf: from, basis: 'STATED' }, until: { edtf: until, basis: 'STATED' } }
      : undefined;
  }
  for (const title of titles) {
    const match = new RegExp(`\\b${title} since\\s*${dateSource}`, 'i').exec(trimmed);
    const edtf = match && toEdtf(match.slice(1, 5));
    if (edtf) return { from: { edtf, basis: 'STATED' } };
  }
  for (const { pattern, basis, capacity, isApproximate = false } of sincePatterns) {
    const match = pattern.exec(trimmed);
    const edtf = match && toEdtf(match.slice(1, 5));
    // A lone year without "since" is the year in which the line was last reviewed.
    if (!edtf || (basis === 'INFERRED' && edtf.length === 4)) continue;
    return {
      from: { edtf: isApproximate ? `${edtf}~` : edtf, basis, ...(basis === 'INFERRED' && { verbatim: trimmed }) },
      ...(capacity && { capacity }),
    };
  }
  return undefined;
}

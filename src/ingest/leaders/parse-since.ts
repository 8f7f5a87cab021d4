import type { termCapacities } from '../../model/vocabulary.ts';

type Capacity = (typeof termCapacities)[number];

/** A day as the source tells it. */
export interface SourceDate {
  edtf: string;
  basis: 'STATED' | 'INFERRED';
  verbatim?: string;
}

/** What the words in brackets after a name say. */
export interface Since {
  from: SourceDate;
  until?: SourceDate;
  capacity?: Capacity;
}

const monthNames = 'January February March April May June July August September October November December'.split(' ');
const dateSource = String.raw`((?:(\d{1,2})\s*)?\b([A-Z][a-z]{2,8})\.?\s*(\d{4})|\d{4})(?!\d)`;
const createLeadingPattern = (words: string): RegExp => new RegExp(`^${words}\\s*${dateSource}`);

/** Day, month or year, as EDTF; nothing where no calendar has it. */
function toEdtf(groups: readonly (string | undefined)[]): string | undefined {
  const [whole = '', day, month, year] = groups;
  if (month === undefined) return whole;
  const number =
    monthNames.findIndex(
      (name) => name === month || name.slice(0, 3) === month || (month === 'Sept' && name === 'September'),
    ) + 1;
  if (number === 0) return undefined;
  const ofMonth = `${year}-${String(number).padStart(2, '0')}`;
  if (day === undefined) return ofMonth;
  const text = `${ofMonth}-${day.padStart(2, '0')}`;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text) ? text : undefined;
}

interface SincePattern {
  pattern: RegExp;
  basis: SourceDate['basis'];
  capacity?: Capacity;
  isApproximate?: boolean;
}

const accessionSource = '(?:coming to power|seizing power|taking power|taking office) (?:on|in)';
/** How the source says when a term began, the plainest first. */
const sincePatterns: readonly SincePattern[] = [
  { pattern: createLeadingPattern(`\\(?\\s*(?:in office )?(?:since\\s*)+(?:${accessionSource})?`), basis: 'STATED' },
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
  // Of a day that stands alone, the source's own form says that it is the first.
  { pattern: new RegExp(`^${dateSource}$`), basis: 'INFERRED' },
  { pattern: createLeadingPattern('appointed [^()]*? on'), basis: 'INFERRED' },
  {
    pattern: createLeadingPattern('[^()]*?, elected (?:president|prime minister)'),
    basis: 'INFERRED',
    isApproximate: true,
  },
];

const periodPattern = new RegExp(String.raw`^for the period ${dateSource}\s*[-–]\s*${dateSource}$`);

/** Reads the brackets after a name; `of` says which of several beginnings is meant. */
export function parseSince(words: string, of: readonly string[]): Since | undefined {
  const trimmed = words.trim();
  const both = periodPattern.exec(trimmed);
  if (both) {
    const [from, until] = [toEdtf(both.slice(1, 5)), toEdtf(both.slice(5, 9))];
    return from && until
      ? { from: { edtf: from, basis: 'STATED' }, until: { edtf: until, basis: 'STATED' } }
      : undefined;
  }
  for (const title of of) {
    const told = new RegExp(`\\b${title} since\\s*${dateSource}`, 'i').exec(trimmed);
    const edtf = told && toEdtf(told.slice(1, 5));
    if (edtf) return { from: { edtf, basis: 'STATED' } };
  }
  for (const { pattern, basis, capacity, isApproximate: approximate = false } of sincePatterns) {
    const told = pattern.exec(trimmed);
    const edtf = told && toEdtf(told.slice(1, 5));
    // A year alone, without "since", is when the line was last looked at.
    if (!edtf || (basis === 'INFERRED' && edtf.length === 4)) continue;
    return {
      from: { edtf: approximate ? `${edtf}~` : edtf, basis, ...(basis === 'INFERRED' && { verbatim: trimmed }) },
      ...(capacity && { capacity }),
    };
  }
  return undefined;
}

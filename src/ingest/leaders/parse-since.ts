import type { termCapacities } from '../../model/vocabulary.ts';

type Capacity = (typeof termCapacities)[number];

/** A day as the source tells it. */
export interface Told {
  edtf: string;
  basis: 'STATED' | 'INFERRED';
  verbatim?: string;
}

/** What the words in brackets after a name say. */
export interface Since {
  from: Told;
  until?: Told;
  capacity?: Capacity;
}

const months = 'January February March April May June July August September October November December'.split(' ');
const date = String.raw`((?:(\d{1,2})\s*)?\b([A-Z][a-z]{2,8})\.?\s*(\d{4})|\d{4})(?!\d)`;
const at = (words: string): RegExp => new RegExp(`^${words}\\s*${date}`);

/** Day, month or year, as EDTF; nothing where no calendar has it. */
function edtfOf(groups: readonly (string | undefined)[]): string | undefined {
  const [whole = '', day, month, year] = groups;
  if (month === undefined) return whole;
  const number =
    months.findIndex(
      (name) => name === month || name.slice(0, 3) === month || (month === 'Sept' && name === 'September'),
    ) + 1;
  if (number === 0) return undefined;
  const ofMonth = `${year}-${String(number).padStart(2, '0')}`;
  if (day === undefined) return ofMonth;
  const text = `${ofMonth}-${day.padStart(2, '0')}`;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text) ? text : undefined;
}

interface Form {
  pattern: RegExp;
  basis: Told['basis'];
  capacity?: Capacity;
  approximate?: boolean;
}

const reached = '(?:coming to power|seizing power|taking power|taking office) (?:on|in)';
/** How the source says when a term began, the plainest first. */
const forms: readonly Form[] = [
  { pattern: at(`\\(?\\s*(?:in office )?(?:since\\s*)+(?:${reached})?`), basis: 'STATED' },
  { pattern: at('(?:acting|interim) since'), basis: 'STATED', capacity: 'ACTING' },
  {
    pattern: at('(?:interim|acting) (?:president|prime minister) (?:from|since)'),
    basis: 'STATED',
    capacity: 'ACTING',
  },
  {
    pattern: at(
      String.raw`(?:[^()]*?[,;] )?\(?(?:sworn in|assume[sd] office|took office|installed|inaugurated)(?: on)?`,
    ),
    basis: 'STATED',
  },
  // Of a day that stands alone, the source's own form says that it is the first.
  { pattern: new RegExp(`^${date}$`), basis: 'INFERRED' },
  { pattern: at('appointed [^()]*? on'), basis: 'INFERRED' },
  { pattern: at('[^()]*?, elected (?:president|prime minister)'), basis: 'INFERRED', approximate: true },
];

const period = new RegExp(String.raw`^for the period ${date}\s*[-–]\s*${date}$`);

/** Reads the brackets after a name; `of` says which of several beginnings is meant. */
export function readSince(words: string, of: readonly string[]): Since | undefined {
  const trimmed = words.trim();
  const both = period.exec(trimmed);
  if (both) {
    const [from, until] = [edtfOf(both.slice(1, 5)), edtfOf(both.slice(5, 9))];
    return from && until
      ? { from: { edtf: from, basis: 'STATED' }, until: { edtf: until, basis: 'STATED' } }
      : undefined;
  }
  for (const title of of) {
    const told = new RegExp(`\\b${title} since\\s*${date}`, 'i').exec(trimmed);
    const edtf = told && edtfOf(told.slice(1, 5));
    if (edtf) return { from: { edtf, basis: 'STATED' } };
  }
  for (const { pattern, basis, capacity, approximate = false } of forms) {
    const told = pattern.exec(trimmed);
    const edtf = told && edtfOf(told.slice(1, 5));
    // A year alone, without "since", is when the line was last looked at.
    if (!edtf || (basis === 'INFERRED' && edtf.length === 4)) continue;
    return {
      from: { edtf: approximate ? `${edtf}~` : edtf, basis, ...(basis === 'INFERRED' && { verbatim: trimmed }) },
      ...(capacity && { capacity }),
    };
  }
  return undefined;
}

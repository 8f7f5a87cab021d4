import { ChanceryError } from '../../model/errors.ts';
import { type Day, daysBetween, parseDay } from '../../model/fuzzy-date.ts';
import type { Place } from '../../model/records/index.ts';
import type { Role } from './terms.ts';
import { fieldOf, textOf, type XmlField, type XmlFile, type XmlRecord } from './xml.ts';

/** One stay of one traveller in one country, as the source has it. */
export interface Leg {
  key: string;
  id: string;
  place: Place;
  source: string;
  role: Role;
  who: string;
  name: string;
  start: Day;
  end: Day | null;
  fields: Record<'name' | 'start' | 'end' | 'country' | 'locale' | 'remarks', XmlField>;
}

export interface RejectedLeg {
  place: Place;
  key?: string;
  rejected: string;
}

export const legElement = 'trip';
const legKey = (id: string): string => `hsg-travels:${id}`;

export function readLeg(file: XmlFile, source: string, record: XmlRecord): Leg | RejectedLeg {
  const place = { file: file.path, line: record.line };
  const id = textOf(record, 'id');
  const key = legKey(id);
  const reject = (rejected: string): RejectedLeg => ({ place, ...(id && { key }), rejected });
  const role = record.attributes.role ?? textOf(record, 'role');
  const who = record.attributes.who ?? '';
  if (id === '') return reject('The leg has no <id>.');
  if (role !== 'president' && role !== 'secretary')
    return reject(`"${role}" is not a role: a traveller is "president" or "secretary".`);
  for (const [what, value] of Object.entries({
    who,
    name: textOf(record, 'name'),
    country: textOf(record, 'country'),
  })) {
    if (value === '') return reject(`The leg has no ${what}.`);
  }
  const days = daysOf(record);
  if (typeof days === 'string') return reject(days);
  const fields = {
    name: fieldOf(record, 'name'),
    start: fieldOf(record, 'start-date'),
    end: fieldOf(record, 'end-date'),
    country: fieldOf(record, 'country'),
    locale: fieldOf(record, 'locale'),
    remarks: fieldOf(record, 'remarks'),
  };
  return { key, id, place, source, role, who, name: fields.name.text, ...days, fields };
}

function daysOf(record: XmlRecord): Pick<Leg, 'start' | 'end'> | string {
  try {
    const start = parseDay(textOf(record, 'start-date'));
    const end = textOf(record, 'end-date') === '' ? null : parseDay(textOf(record, 'end-date'));
    return end !== null && daysBetween(start, end) < 0
      ? `It ends on ${end}, before it starts on ${start}.`
      : { start, end };
  } catch (error) {
    if (error instanceof ChanceryError) return error.message;
    throw error;
  }
}

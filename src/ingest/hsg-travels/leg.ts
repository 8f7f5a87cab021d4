import { ChanceryError } from '../../model/errors.ts';
import { type Day, daysBetween, parseDay } from '../../model/fuzzy-date.ts';
import type { InputLocation } from '../../model/records/index.ts';
import type { RejectedItem } from '../import-items.ts';
import { getField, getText, type XmlField, type XmlFile, type XmlRecord } from '../read-xml.ts';
import type { Role } from './terms.ts';

/** A stay of one traveller in one country, as recorded in the source. */
export interface Leg {
  key: string;
  id: string;
  place: InputLocation;
  source: string;
  role: Role;
  personId: string;
  name: string;
  start: Day;
  end: Day | null;
  fields: Record<'name' | 'start' | 'end' | 'country' | 'locale' | 'remarks', XmlField>;
}

export const legElement = 'trip';

export function readLeg(file: XmlFile, source: string, record: XmlRecord): Leg | RejectedItem {
  const place = { file: file.path, line: record.line };
  const id = getText(record, 'id');
  const key = `hsg-travels:${id}`;
  const reject = (rejected: string): RejectedItem => ({ place, ...(id && { key }), rejected });
  const role = record.attributes.role ?? getText(record, 'role');
  const who = record.attributes.who ?? '';
  if (id === '') return reject('The leg has no <id>.');
  if (role !== 'president' && role !== 'secretary')
    return reject(`"${role}" is not a role. It must be "president" or "secretary".`);
  const required = { who, name: getText(record, 'name'), country: getText(record, 'country') };
  const missing = Object.entries(required).find(([, value]) => value === '');
  if (missing) return reject(`The leg has no ${missing[0]}.`);
  const days = parseLegDays(record);
  if (typeof days === 'string') return reject(days);
  const fields = {
    name: getField(record, 'name'),
    start: getField(record, 'start-date'),
    end: getField(record, 'end-date'),
    country: getField(record, 'country'),
    locale: getField(record, 'locale'),
    remarks: getField(record, 'remarks'),
  };
  return { key, id, place, source, role, personId: who, name: fields.name.text, ...days, fields };
}

function parseLegDays(record: XmlRecord): Pick<Leg, 'start' | 'end'> | string {
  try {
    const start = parseDay(getText(record, 'start-date'));
    const end = getText(record, 'end-date') === '' ? null : parseDay(getText(record, 'end-date'));
    return end !== null && daysBetween(start, end) < 0
      ? `It ends on ${end}, before it starts on ${start}.`
      : { start, end };
  } catch (error) {
    if (error instanceof ChanceryError) return error.message;
    throw error;
  }
}

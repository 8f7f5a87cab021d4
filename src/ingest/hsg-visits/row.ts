import { ChanceryError } from '../../model/errors.ts';
import { type Day, daysBetween, parseDay } from '../../model/fuzzy-date.ts';
import type { InputLocation } from '../../model/records/index.ts';
import type { RejectedItem } from '../import-items.ts';
import { getField, getText, type XmlField, type XmlFile, type XmlRecord } from '../read-xml.ts';

/** A visit as recorded in the source. */
export interface VisitRow {
  key: string;
  id: string;
  place: InputLocation;
  source: string;
  start: Day;
  end: Day | null;
  /** The country of the visitors as the source names it, and its identifier there. */
  country: { label: string; id: string };
  fields: Record<'visitor' | 'country' | 'start' | 'end' | 'description', XmlField>;
}

export const visitElement = 'visit';

export function readVisitRow(file: XmlFile, source: string, record: XmlRecord): VisitRow | RejectedItem {
  const place = { file: file.path, line: record.line };
  const id = getText(record, 'id');
  const key = `hsg-visits:${id}`;
  const reject = (rejected: string): RejectedItem => ({ place, ...(id && { key }), rejected });
  if (id === '') return reject('The visit has no <id>.');
  const missing = ['visitor', 'from', 'start-date'].find((element) => getText(record, element) === '');
  if (missing) return reject(`The visit has no <${missing}>.`);
  const days = parseDays(record);
  if (typeof days === 'string') return reject(days);
  const fields = {
    visitor: getField(record, 'visitor'),
    country: getField(record, 'from'),
    start: getField(record, 'start-date'),
    end: getField(record, 'end-date'),
    description: getField(record, 'description'),
  };
  const country = { label: fields.country.text, id: fields.country.attributes.id ?? '' };
  return { key, id, place, source, ...days, country, fields };
}

function parseDays(record: XmlRecord): Pick<VisitRow, 'start' | 'end'> | string {
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

import { basename } from 'node:path';
import type { InputLocation } from '../../model/records/index.ts';
import type { RejectedItem } from '../import-items.ts';
import { readXml, type XmlField } from '../read-xml.ts';

/** A year as given by the source. */
export interface Year {
  year: number;
  edtf: string;
}

/** A territory in the source: a state, a colony, an island, or a phase of one. */
export interface Territory {
  id: string;
  place: InputLocation;
  name: string;
  longName: string | undefined;
  isIndependent: boolean;
  since: Year | undefined;
  /** The last year; undefined if the territory still exists or the year is unknown. */
  until: Year | undefined;
  isCurrent: boolean;
  /** Reasons why years of the source were ignored. */
  faults: readonly string[];
  predecessors: readonly string[];
  successors: readonly string[];
}

/** The year that the source uses for territories that still exist. */
const openEndedYear = 9999;

/** Reads a file with one territory. A truncated file is rejected as a whole. */
export async function readTerritory(folder: string, file: string): Promise<Territory | RejectedItem> {
  const place: InputLocation = { file };
  const reject = (rejected: string): RejectedItem => ({ place, rejected });
  const { records, broken } = await readXml(folder, file, 'territory');
  if (broken) return broken;
  const fieldsOf = (path: string): readonly XmlField[] => records[0]?.fields.get(path) ?? [];
  const textOf = (path: string): string => fieldsOf(path)[0]?.text ?? '';
  const textsOf = (path: string): string[] => fieldsOf(path).flatMap(({ text }) => text || []);
  const yearOf = (boundary: 'since' | 'until') => parseTerritoryYear(fieldsOf(`valid-${boundary}`)[0]);
  const id = textOf('id');
  if (id === '') return reject('The territory has no <id>, or the file has no territory.');
  if (id !== basename(file, '.xml')) return reject(`The id is "${id}", so the file name must be ${id}.xml.`);
  const name = textOf('short-form-name');
  if (name === '') return reject(`${id} has no <short-form-name>.`);
  const years = { since: yearOf('since'), until: yearOf('until') };
  const unreadable = Object.entries(years).find(([, { fault }]) => fault === 'UNREADABLE')?.[0];
  if (unreadable !== undefined)
    return reject(
      `${id} is valid ${unreadable} "${textOf(`valid-${unreadable}`)}", which is not a year. It must be a year such as 1991, ${openEndedYear} if it still exists, or empty.`,
    );
  const since = years.since.year;
  const isCurrent = years.until.year?.year === openEndedYear;
  const until = isCurrent ? undefined : years.until.year;
  const isReversed = since !== undefined && until !== undefined && until.year < since.year;
  const isEarly = years.since.fault === 'EARLY' || years.until.fault === 'EARLY';
  return {
    id,
    place,
    name,
    longName: textOf('long-form-name') || undefined,
    isIndependent: textOf('type-of-territory') === 'independent-state',
    since: isReversed ? undefined : since,
    until: isReversed ? undefined : until,
    isCurrent,
    faults: [
      ...(isEarly ? [`${id} has a year BC, which the record cannot store: ignored.`] : []),
      ...(isReversed
        ? [`${id} is valid since ${since.edtf}, until ${until.edtf}: ignored, because it would end before it begins.`]
        : []),
    ],
    predecessors: textsOf('predecessors/predecessor'),
    successors: textsOf('successors/successor'),
  };
}

function parseTerritoryYear(field: XmlField | undefined): { year?: Year; fault?: 'UNREADABLE' | 'EARLY' } {
  if (!field || field.text === '') return {};
  const { text, attributes } = field;
  if (!/^-?\d{1,4}$/.test(text)) return { fault: 'UNREADABLE' };
  const year = Number(text);
  if (year < 1) return { fault: 'EARLY' };
  const mark = `${attributes.certainty === undefined ? '' : '?'}${attributes.precision === undefined ? '' : '~'}`;
  return { year: { year, edtf: `${String(year).padStart(4, '0')}${mark === '?~' ? '%' : mark}` } };
}

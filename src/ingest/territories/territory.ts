import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { SaxesParser } from 'saxes';
import type { InputLocation } from '../../model/records/index.ts';
import { decodeUtf8, notUtf8Reason } from '../file-content.ts';

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

interface RejectedTerritory {
  place: InputLocation;
  key?: string;
  rejected: string;
  isFatal?: true;
}

/** The year that the source uses for territories that still exist. */
const openEndedYear = 9999;

/** Reads a file with one territory. A truncated file is rejected as a whole. */
export async function readTerritory(folder: string, file: string): Promise<Territory | RejectedTerritory> {
  const place: InputLocation = { file };
  const reject = (rejected: string, line?: number): RejectedTerritory => ({
    place: { ...place, ...(line !== undefined && { line }) },
    rejected,
  });
  const xml = parseTerritoryXml(await readFile(join(folder, file)));
  if ('fault' in xml) return { ...reject(xml.fault, xml.line), isFatal: true };
  const textOf = (path: string): string => xml.texts.get(`territory/${path}`)?.[0] ?? '';
  const textsOf = (path: string): string[] => (xml.texts.get(`territory/${path}`) ?? []).filter(Boolean);
  const yearOf = (boundary: 'since' | 'until') =>
    parseTerritoryYear(textOf(`valid-${boundary}`), xml.attributes.get(`territory/valid-${boundary}`));
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

type Attributes = Readonly<Record<string, string>>;

function parseTerritoryYear(
  text: string,
  attributes: Attributes = {},
): { year?: Year; fault?: 'UNREADABLE' | 'EARLY' } {
  if (text === '') return {};
  if (!/^-?\d{1,4}$/.test(text)) return { fault: 'UNREADABLE' };
  const year = Number(text);
  if (year < 1) return { fault: 'EARLY' };
  const mark = `${attributes.certainty === undefined ? '' : '?'}${attributes.precision === undefined ? '' : '~'}`;
  return { year: { year, edtf: `${String(year).padStart(4, '0')}${mark === '?~' ? '%' : mark}` } };
}

interface TerritoryXml {
  /** Texts by path, in document order, with white space collapsed. */
  texts: Map<string, string[]>;
  attributes: Map<string, Attributes>;
}

function parseTerritoryXml(bytes: Buffer): TerritoryXml | { fault: string; line?: number } {
  const text = decodeUtf8(bytes);
  if (text === undefined) return { fault: notUtf8Reason };
  const xml: TerritoryXml = { texts: new Map(), attributes: new Map() };
  const open: { name: string; text: string }[] = [];
  const path = (): string => open.map(({ name }) => name).join('/');
  let fault: { fault: string; line: number } | undefined;
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    fault ??= { fault: `The XML is invalid: ${error.message.replace(/^\d+:\d+: /, '')}`, line: parser.line };
  });
  parser.on('opentag', ({ name, attributes }) => {
    open.push({ name, text: '' });
    xml.attributes.set(path(), attributes);
  });
  const addText = (words: string): void => {
    const innermost = open.at(-1);
    if (innermost) innermost.text += words;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => {
    const at = path();
    const words = (open.pop()?.text ?? '').replace(/\s+/g, ' ').trim();
    xml.texts.set(at, [...(xml.texts.get(at) ?? []), words]);
  });
  parser.write(text).close();
  return fault ?? xml;
}

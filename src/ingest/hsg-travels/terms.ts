import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { badInput, ChanceryError } from '../../model/errors.ts';
import { type Day, parseDay } from '../../model/fuzzy-date.ts';
import type { ImportItem, InputLocation, RecordInput, RecordInputOf } from '../../model/records/index.ts';
import type { Span } from '../../model/source-text.ts';
import { createCitation, createSourceRecord } from './source.ts';
import { getText, readXml, type XmlFile, type XmlRecord } from './xml.ts';

export type Role = 'president' | 'secretary';

export interface Term {
  key: string;
  role: Role;
  /** The person's id in the source. */
  personId: string;
  from: Day;
  /** The last day; null for a current term. */
  until: Day | null;
  place: InputLocation;
  source: string;
  spans: readonly Span[];
}

export interface ParsedTerms {
  terms: Term[];
  /** Records of sources, offices and people, and rejected entries. */
  items: ImportItem[];
  /** People's names by their id in the source. */
  nameByPersonId: Map<string, string>;
}

export type PersonInput = RecordInputOf<'person'>;
type TermInput = RecordInputOf<'term'>;

export const personKey = (personId: string): string => `hsg:${personId}`;

/** The president is both head of state and head of government; the higher rank is recorded. */
export const offices: Record<Role, RecordInputOf<'office'>> = {
  president: {
    noun: 'office',
    key: 'us:president',
    title: 'President of the United States',
    rank: 'HEAD_OF_STATE',
    country: 'US',
  },
  secretary: {
    noun: 'office',
    key: 'us:secretary-of-state',
    title: 'U.S. Secretary of State',
    rank: 'FOREIGN_MINISTER',
    country: 'US',
  },
};

/** Reads presidents' terms from `folder`, and secretaries' terms from `termsFolder` if it is set. */
export async function readTerms(folder: string, termsFolder: string | undefined): Promise<ParsedTerms> {
  const terms: ParsedTerms = { terms: [], items: [], nameByPersonId: new Map() };
  const presidents = 'presidents/presidents.xml';
  for (const office of Object.values(offices))
    terms.items.push({ place: { file: presidents }, key: office.key, record: office });
  if (existsSync(join(folder, presidents))) addPresidents(terms, await readXml(folder, presidents, 'president'));
  if (termsFolder !== undefined) {
    const path = ['positions-principals/secretary.xml', 'secretary.xml'].find((candidate) =>
      existsSync(join(termsFolder, candidate)),
    );
    if (!path)
      throw badInput(
        `${termsFolder} has no positions-principals/secretary.xml. Give the folder with the secretaries' terms.`,
      );
    addSecretaries(terms, await readXml(termsFolder, path, 'principal'));
  }
  return terms;
}

function addPresidents(terms: ParsedTerms, file: XmlFile): void {
  const source = 'hsg:presidents';
  addSourceRecord(
    terms,
    file,
    createSourceRecord(file, { key: source, title: 'Presidents of the United States', page: 'people/presidents' }),
  );
  for (const record of file.records) {
    const personId = getText(record, 'id');
    const name = getText(record, 'name');
    if (!terms.nameByPersonId.has(personId) && name) {
      terms.nameByPersonId.set(personId, name);
      const [born, died] = [getText(record, 'birth-year'), getText(record, 'death-year')];
      const life = { ...(born && { born }), ...(died && { died }) };
      const person: PersonInput = {
        noun: 'person',
        key: personKey(personId),
        name,
        ...life,
        citations: [createCitation(source, 'STATED')],
      };
      terms.items.push({ place: { file: file.path, line: record.line }, key: person.key, record: person });
    }
    addTerm(terms, file, record, {
      role: 'president',
      personId,
      source,
      fromPath: 'took-office-date',
      untilPath: 'left-office-date',
    });
  }
}

function addSecretaries(terms: ParsedTerms, file: XmlFile): void {
  const source = 'hsg:secretaries-of-state';
  addSourceRecord(
    terms,
    file,
    createSourceRecord(file, {
      key: source,
      title: 'Secretaries of State',
      page: 'people/principalofficers/secretary',
    }),
  );
  for (const record of file.records) {
    const personId = getText(record, 'person-id');
    addTerm(terms, file, record, {
      role: 'secretary',
      personId,
      source,
      fromPath: 'started/date',
      untilPath: 'ended/date',
    });
  }
}

function addSourceRecord(terms: ParsedTerms, file: XmlFile, record: RecordInput): void {
  terms.items.push({ place: { file: file.path }, record });
  if (file.parseError) terms.items.push(createBrokenFileItem(file, file.parseError));
}

/** Creates the item that reports a file that could not be read to its end. */
export const createBrokenFileItem = (
  { path }: XmlFile,
  { line, reason }: NonNullable<XmlFile['parseError']>,
): ImportItem => ({
  place: { file: path, ...(line !== undefined && { line }) },
  rejected: reason,
  isFatal: true,
});

interface TermDetails {
  role: Role;
  personId: string;
  source: string;
  fromPath: string;
  untilPath: string;
}

function addTerm(
  terms: ParsedTerms,
  file: XmlFile,
  record: XmlRecord,
  { role, personId, source, ...paths }: TermDetails,
): void {
  const place = { file: file.path, line: record.line };
  try {
    const from = parseDay(getText(record, paths.fromPath));
    const until = getText(record, paths.untilPath) === '' ? null : parseDay(getText(record, paths.untilPath));
    const span = [paths.fromPath, paths.untilPath].flatMap((path) => record.fields.get(path)?.spans ?? []);
    terms.terms.push({
      key: `hsg:${role}:${personId}:${from}`,
      role,
      personId,
      from,
      until,
      place,
      source,
      spans: span,
    });
  } catch (error) {
    if (!(error instanceof ChanceryError)) throw error;
    terms.items.push({ place, key: `hsg:${role}:${personId}`, rejected: error.message });
  }
}

/** Finds the term that the person held on a day. The last day of a term counts. */
export const findTermOn = (terms: readonly Term[], role: Role, personId: string, on: Day): Term | undefined =>
  terms.find(
    (term) =>
      term.role === role && term.personId === personId && term.from <= on && (term.until === null || on <= term.until),
  );

/** Finds the person's next term that starts after a day. */
export const findNextTerm = (terms: readonly Term[], role: Role, personId: string, on: Day): Term | undefined =>
  terms
    .filter((term) => term.role === role && term.personId === personId && term.from > on)
    .reduce<Term | undefined>((first, term) => (first && first.from <= term.from ? first : term), undefined);

export const electTermKey = (term: Term): string => `${term.key}:elect`;

export const createTermRecord = ({ key, role, personId, from, until, source, spans: span }: Term): TermInput => ({
  noun: 'term',
  key,
  office: offices[role].key,
  person: personKey(personId),
  capacity: 'INCUMBENT',
  from,
  ...(until && { until }),
  citations: [createCitation(source, 'STATED', { spans: span })],
});

/** Creates the term of an elected or designated holder: no known start, ends the day before taking office. */
export const createElectTermRecord = (
  term: Term,
  citation: NonNullable<TermInput['citations']>[number],
): TermInput => ({
  noun: 'term',
  key: electTermKey(term),
  office: offices[term.role].key,
  person: personKey(term.personId),
  capacity: 'ELECT',
  until: { edtf: new Date(Date.parse(term.from) - 86_400_000).toISOString().slice(0, 10), basis: 'INFERRED' },
  citations: [citation],
});

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { badInput, ChanceryError } from '../../model/errors.ts';
import { addDays, type Day, parseDay } from '../../model/fuzzy-date.ts';
import type { ImportItem, InputLocation, RecordInputOf } from '../../model/records/index.ts';
import type { Span } from '../../model/source-text.ts';
import { toRecordItem } from '../import-items.ts';
import { getField, getText, readXml, type XmlFile, type XmlRecord } from '../read-xml.ts';
import { createCitation, createSourceRecord } from './source.ts';

const roles = ['president', 'secretary'] as const;
export type Role = (typeof roles)[number];

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

/** How the file of a role is cited, and where its entries have the person's id and the dates. */
const termFiles = {
  president: {
    source: { key: 'hsg:presidents', title: 'Presidents of the United States', page: 'people/presidents' },
    paths: { person: 'id', from: 'took-office-date', until: 'left-office-date' },
  },
  secretary: {
    source: {
      key: 'hsg:secretaries-of-state',
      title: 'Secretaries of State',
      page: 'people/principalofficers/secretary',
    },
    paths: { person: 'person-id', from: 'started/date', until: 'ended/date' },
  },
};

/** Reads presidents' terms from `folder`, and secretaries' terms from `termsFolder` if it is set. */
export async function readTerms(folder: string, termsFolder: string | undefined): Promise<ParsedTerms> {
  const terms: ParsedTerms = { terms: [], items: [], nameByPersonId: new Map() };
  const presidents = 'presidents/presidents.xml';
  const files: Partial<Record<Role, XmlFile>> = {
    ...(existsSync(join(folder, presidents)) && { president: await readXml(folder, presidents, 'president') }),
    ...(termsFolder !== undefined && { secretary: await readSecretaryFile(termsFolder) }),
  };
  for (const role of roles) {
    // Without the file, the office belongs to the folder with the travels of its holders.
    const travels = `${role}-travels`;
    const place = files[role]?.path ?? (existsSync(join(folder, travels)) ? travels : undefined);
    if (place !== undefined) terms.items.push(toRecordItem({ file: place }, offices[role]));
  }
  for (const role of roles) if (files[role]) addTerms(terms, role, files[role]);
  return terms;
}

async function readSecretaryFile(folder: string): Promise<XmlFile> {
  const path = ['positions-principals/secretary.xml', 'secretary.xml'].find((candidate) =>
    existsSync(join(folder, candidate)),
  );
  if (!path)
    throw badInput(`${folder} has no positions-principals/secretary.xml. Give the folder with the secretaries' terms.`);
  return readXml(folder, path, 'principal');
}

function addTerms(terms: ParsedTerms, role: Role, file: XmlFile): void {
  const { source, paths } = termFiles[role];
  terms.items.push(toRecordItem({ file: file.path }, createSourceRecord(file, source)));
  if (file.broken) terms.items.push(file.broken);
  for (const record of file.records) {
    const place = { file: file.path, line: record.line };
    const personId = getText(record, paths.person);
    if (role === 'president') addPresident(terms, personId, record, place);
    try {
      const from = parseDay(getText(record, paths.from));
      const until = getText(record, paths.until) === '' ? null : parseDay(getText(record, paths.until));
      const spans = [paths.from, paths.until].flatMap((path) => getField(record, path).spans);
      const key = `hsg:${role}:${personId}:${from}`;
      terms.terms.push({ key, role, personId, from, until, place, source: source.key, spans });
    } catch (error) {
      if (!(error instanceof ChanceryError)) throw error;
      terms.items.push({ place, key: `hsg:${role}:${personId}`, rejected: error.message });
    }
  }
}

/** Adds a president once: the file has an entry for each term. */
function addPresident(terms: ParsedTerms, personId: string, record: XmlRecord, place: InputLocation): void {
  const name = getText(record, 'name');
  if (terms.nameByPersonId.has(personId) || !name) return;
  terms.nameByPersonId.set(personId, name);
  const [born, died] = [getText(record, 'birth-year'), getText(record, 'death-year')];
  const person: PersonInput = {
    noun: 'person',
    key: personKey(personId),
    name,
    ...(born && { born }),
    ...(died && { died }),
    citations: [createCitation(termFiles.president.source.key, 'STATED')],
  };
  terms.items.push(toRecordItem(place, person));
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

export const createTermRecord = ({ key, role, personId, from, until, source, spans }: Term): TermInput => ({
  noun: 'term',
  key,
  office: offices[role].key,
  person: personKey(personId),
  capacity: 'INCUMBENT',
  start: from,
  ...(until && { end: until }),
  citations: [createCitation(source, 'STATED', { spans })],
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
  end: { edtf: addDays(term.from, -1), basis: 'INFERRED' },
  citations: [citation],
});

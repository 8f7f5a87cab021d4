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
  /** The source's id of the person. */
  personId: string;
  from: Day;
  /** The last day; null while it lasts. */
  until: Day | null;
  place: InputLocation;
  source: string;
  spans: readonly Span[];
}

export interface ParsedTerms {
  terms: Term[];
  /** The records of the people that the files name, and what stands in the way of others. */
  items: ImportItem[];
  /** Names of people by the source's id. */
  nameByPersonId: Map<string, string>;
}

export type PersonInput = RecordInputOf<'person'>;
type TermInput = RecordInputOf<'term'>;

export const personKey = (who: string): string => `hsg:${who}`;

/** The president of the United States is head of state and of government: the higher rank is kept. */
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

/** Presidents' terms stand beside the travels; secretaries' in a folder of their own, if it is given. */
export async function readTerms(folder: string, termsFolder: string | undefined): Promise<ParsedTerms> {
  const terms: ParsedTerms = { terms: [], items: [], nameByPersonId: new Map() };
  const presidents = 'presidents/presidents.xml';
  for (const office of Object.values(offices))
    terms.items.push({ place: { file: presidents }, key: office.key, record: office });
  if (existsSync(join(folder, presidents))) addPresidents(terms, await readXml(folder, presidents, 'president'));
  if (termsFolder !== undefined) {
    const path = ['positions-principals/secretary.xml', 'secretary.xml'].find((each) =>
      existsSync(join(termsFolder, each)),
    );
    if (!path)
      throw badInput(
        `${termsFolder} holds no positions-principals/secretary.xml: name the folder with the secretaries' terms.`,
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
    const who = getText(record, 'id');
    const name = getText(record, 'name');
    if (!terms.nameByPersonId.has(who) && name) {
      terms.nameByPersonId.set(who, name);
      const [born, died] = [getText(record, 'birth-year'), getText(record, 'death-year')];
      const life = { ...(born && { born }), ...(died && { died }) };
      const person: PersonInput = {
        noun: 'person',
        key: personKey(who),
        name,
        ...life,
        citations: [createCitation(source, 'STATED')],
      };
      terms.items.push({ place: { file: file.path, line: record.line }, key: person.key, record: person });
    }
    addTerm(terms, file, record, {
      role: 'president',
      personId: who,
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
    const who = getText(record, 'person-id');
    addTerm(terms, file, record, {
      role: 'secretary',
      personId: who,
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

/** The item for a file that was not read to its end. */
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
  { role, personId: who, source, ...paths }: TermDetails,
): void {
  const place = { file: file.path, line: record.line };
  try {
    const from = parseDay(getText(record, paths.fromPath));
    const until = getText(record, paths.untilPath) === '' ? null : parseDay(getText(record, paths.untilPath));
    const span = [paths.fromPath, paths.untilPath].flatMap((path) => record.fields.get(path)?.spans ?? []);
    terms.terms.push({
      key: `hsg:${role}:${who}:${from}`,
      role,
      personId: who,
      from,
      until,
      place,
      source,
      spans: span,
    });
  } catch (error) {
    if (!(error instanceof ChanceryError)) throw error;
    terms.items.push({ place, key: `hsg:${role}:${who}`, rejected: error.message });
  }
}

/** What the person held on the day; the day of leaving counts. */
export const findTermOn = (terms: readonly Term[], role: Role, who: string, on: Day): Term | undefined =>
  terms.find(
    (term) =>
      term.role === role && term.personId === who && term.from <= on && (term.until === null || on <= term.until),
  );

/** The term that the person was elected or named to, and had not begun. */
export const findNextTerm = (terms: readonly Term[], role: Role, who: string, on: Day): Term | undefined =>
  terms
    .filter((term) => term.role === role && term.personId === who && term.from > on)
    .reduce<Term | undefined>((first, term) => (first && first.from <= term.from ? first : term), undefined);

export const electTermKey = (term: Term): string => `${term.key}:elect`;

export const createTermRecord = ({ key, role, personId: who, from, until, source, spans: span }: Term): TermInput => ({
  noun: 'term',
  key,
  office: offices[role].key,
  person: personKey(who),
  capacity: 'INCUMBENT',
  from,
  ...(until && { until }),
  citations: [createCitation(source, 'STATED', { spans: span })],
});

/** Nothing says since when; it ended on the eve of the term. */
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

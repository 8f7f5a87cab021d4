import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { badInput, ChanceryError } from '../../model/errors.ts';
import { type Day, parseDay } from '../../model/fuzzy-date.ts';
import type { Place, ReadItem, RecordInput } from '../../model/records/index.ts';
import { cite, fileSource } from './source.ts';
import { readXml, type Span, textOf, type XmlFile, type XmlRecord } from './xml.ts';

export type Role = 'president' | 'secretary';

export interface Term {
  key: string;
  role: Role;
  /** The source's id of the person. */
  who: string;
  from: Day;
  /** The last day; null while it lasts. */
  until: Day | null;
  place: Place;
  source: string;
  span: readonly Span[];
}

export interface Terms {
  list: Term[];
  /** The records of the people that the files name, and what stands in the way of others. */
  items: ReadItem[];
  /** Names of people by the source's id. */
  names: Map<string, string>;
}

export type PersonInput = Extract<RecordInput, { noun: 'person' }>;
type TermInput = Extract<RecordInput, { noun: 'term' }>;

export const personKey = (who: string): string => `hsg:${who}`;

/** The president of the United States is head of state and of government: the higher rank is kept. */
export const offices: Record<Role, Extract<RecordInput, { noun: 'office' }>> = {
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
export async function readTerms(folder: string, termsFolder: string | undefined): Promise<Terms> {
  const terms: Terms = { list: [], items: [], names: new Map() };
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

function addPresidents(terms: Terms, file: XmlFile): void {
  const source = 'hsg:presidents';
  addFile(
    terms,
    file,
    fileSource(file, { key: source, title: 'Presidents of the United States', page: 'people/presidents' }),
  );
  for (const record of file.records) {
    const who = textOf(record, 'id');
    const name = textOf(record, 'name');
    if (!terms.names.has(who) && name) {
      terms.names.set(who, name);
      const [born, died] = [textOf(record, 'birth-year'), textOf(record, 'death-year')];
      const life = { ...(born && { born }), ...(died && { died }) };
      const person: PersonInput = {
        noun: 'person',
        key: personKey(who),
        name,
        ...life,
        citations: [cite(source, 'STATED')],
      };
      terms.items.push({ place: { file: file.path, line: record.line }, key: person.key, record: person });
    }
    addTerm(terms, file, record, {
      role: 'president',
      who,
      source,
      from: 'took-office-date',
      until: 'left-office-date',
    });
  }
}

function addSecretaries(terms: Terms, file: XmlFile): void {
  const source = 'hsg:secretaries-of-state';
  addFile(
    terms,
    file,
    fileSource(file, { key: source, title: 'Secretaries of State', page: 'people/principalofficers/secretary' }),
  );
  for (const record of file.records) {
    const who = textOf(record, 'person-id');
    addTerm(terms, file, record, { role: 'secretary', who, source, from: 'started/date', until: 'ended/date' });
  }
}

function addFile(terms: Terms, file: XmlFile, record: RecordInput): void {
  terms.items.push({ place: { file: file.path }, record });
  if (file.broken) terms.items.push(brokenItem(file, file.broken));
}

export const brokenItem = ({ path }: XmlFile, { line, reason }: NonNullable<XmlFile['broken']>): ReadItem => ({
  place: { file: path, ...(line !== undefined && { line }) },
  rejected: reason,
});

interface TermPaths {
  role: Role;
  who: string;
  source: string;
  from: string;
  until: string;
}

function addTerm(terms: Terms, file: XmlFile, record: XmlRecord, { role, who, source, ...paths }: TermPaths): void {
  const place = { file: file.path, line: record.line };
  try {
    const from = parseDay(textOf(record, paths.from));
    const until = textOf(record, paths.until) === '' ? null : parseDay(textOf(record, paths.until));
    const span = [paths.from, paths.until].flatMap((path) => record.fields.get(path)?.spans ?? []);
    terms.list.push({ key: `hsg:${role}:${who}:${from}`, role, who, from, until, place, source, span });
  } catch (error) {
    if (!(error instanceof ChanceryError)) throw error;
    terms.items.push({ place, key: `hsg:${role}:${who}`, rejected: error.message });
  }
}

/** What the person held on the day; the day of leaving counts. */
export const termOn = (terms: readonly Term[], role: Role, who: string, on: Day): Term | undefined =>
  terms.find(
    (term) => term.role === role && term.who === who && term.from <= on && (term.until === null || on <= term.until),
  );

/** The term that the person was elected or named to, and had not begun. */
export const nextTerm = (terms: readonly Term[], role: Role, who: string, on: Day): Term | undefined =>
  terms
    .filter((term) => term.role === role && term.who === who && term.from > on)
    .reduce<Term | undefined>((first, term) => (first && first.from <= term.from ? first : term), undefined);

export const electKey = (term: Term): string => `${term.key}:elect`;

export const termRecord = ({ key, role, who, from, until, source, span }: Term): TermInput => ({
  noun: 'term',
  key,
  office: offices[role].key,
  person: personKey(who),
  capacity: 'INCUMBENT',
  from,
  ...(until && { until }),
  citations: [cite(source, 'STATED', { spans: span })],
});

/** Nothing says since when; it ended on the eve of the term. */
export const electRecord = (term: Term, citation: NonNullable<TermInput['citations']>[number]): TermInput => ({
  noun: 'term',
  key: electKey(term),
  office: offices[term.role].key,
  person: personKey(term.who),
  capacity: 'ELECT',
  until: { edtf: new Date(Date.parse(term.from) - 86_400_000).toISOString().slice(0, 10), basis: 'INFERRED' },
  citations: [citation],
});

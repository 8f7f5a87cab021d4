import type { LeadersOnRecord, TermOnRecord } from '../../db/queries/existing-leaders.ts';
import type { Place, ReadItem, RecordInput } from '../../model/records/index.ts';
import { withArticle } from '../definite-article.ts';
import type { HeldTerm, Start } from './build-terms.ts';
import type { Curated } from './curated-aliases.ts';
import { type Leader, slugOf } from './identify-leaders.ts';
import type { LeadersFile } from './leaders-file.ts';
import type { Observation } from './observations.ts';
import type { Told } from './parse-since.ts';
import { isGoverning } from './parse-titles.ts';
import { normalCase } from './person-names.ts';
import { editionKey, fileKey } from './source-records.ts';

type PersonInput = Extract<RecordInput, { noun: 'person' }>;
type OfficeInput = Extract<RecordInput, { noun: 'office' }>;
type TermInput = Extract<RecordInput, { noun: 'term' }>;
type Citation = NonNullable<TermInput['citations']>[number];

/** What records are made with: what is on record, and what editors have settled. */
export interface Making {
  file: LeadersFile;
  onRecord: LeadersOnRecord;
  curated: Curated;
}

const officeKey = ({ curated }: Making, country: string, office: string): string =>
  curated.office(country, office) ?? `cia-factbook:${country}:${slugOf(office)}`;

const placeOf = ({ file }: Making, { line }: Observation): Place => ({ file: file.name, line: line.line });

/** The offices of the terms, but those that are on record from elsewhere. An office of both heads is the head of state's. */
export function* officeItems(
  making: Making,
  terms: readonly HeldTerm[],
  observations: readonly Observation[],
): Generator<ReadItem> {
  const done = new Set<string>();
  for (const { country, office, from } of terms) {
    const key = officeKey(making, country, office);
    if (done.has(key) || making.onRecord.offices.has(key)) continue;
    done.add(key);
    const isOfState = observations.some(
      (one) => one.country === country && one.office === office && one.line.field === 'chief of state',
    );
    const name = making.onRecord.countries.get(country)?.name ?? country;
    const of = withArticle(name);
    const record: OfficeInput = {
      noun: 'office',
      key,
      title: office === 'Pope' || office.endsWith(` of ${of}`) ? office : `${office} of ${of}`,
      rank: isOfState && !isGoverning(office) ? 'HEAD_OF_STATE' : 'HEAD_OF_GOVERNMENT',
      country,
    };
    yield { place: placeOf(making, from.lines[0] as Observation), key, record };
  }
}

/** Those who held the offices, but people who are on record from elsewhere. */
export function* personItems(making: Making, leaders: Iterable<Leader>): Generator<ReadItem> {
  for (const { key, name, forms, note } of new Set(leaders)) {
    const [first] = forms;
    if (!first || making.onRecord.people.has(key)) continue;
    const spans = (seen: Observation) => [seen.line.span(...seen.words.name)];
    const shown = forms.find(({ printed }) => normalCase(printed) === name);
    const others = new Map(forms.filter((form) => form !== shown).map((form) => [normalCase(form.printed), form]));
    others.delete(name);
    const record: PersonInput = {
      noun: 'person',
      key,
      name,
      names: [...others.keys()].map((text) => ({ text, language: 'en', kind: 'ALIAS' as const })),
      citations: [
        { source: fileKey, field: 'name', basis: shown ? 'STATED' : 'RESOLVED', spans: spans((shown ?? first).seen) },
        ...[...others.values()].map(
          ({ seen }): Citation => ({ source: fileKey, field: 'names', basis: 'STATED', spans: spans(seen) }),
        ),
      ],
    };
    yield { place: placeOf(making, first.seen), key, record, ...(note !== undefined && { note }) };
  }
}

/** The terms: one that is on record from elsewhere is supported, under its own key. */
export function* termItems(making: Making, terms: readonly HeldTerm[]): Generator<ReadItem> {
  const known = Map.groupBy(making.onRecord.terms, ({ office, person }) => `${office} ${person}`);
  const taken = new Set<string>();
  for (const term of terms) {
    const office = officeKey(making, term.country, term.office);
    const starts = new Set([term.from, ...term.otherwise.map(({ start }) => start)].map(({ told }) => told.edtf));
    const same = (known.get(`${office} ${term.leader.key}`) ?? []).find(
      ({ key, from }) =>
        !key.startsWith('cia-factbook:') && from !== null && starts.has(from) && term.capacity === 'INCUMBENT',
    );
    const record = termRecord(term, office, same, taken);
    taken.add(record.key);
    const days = [...starts].join(', ');
    const note = term.otherwise.length > 0 ? `The editions disagree on the first day: ${days}.` : undefined;
    yield { place: placeOf(making, term.from.lines[0] as Observation), key: record.key, record, ...(note && { note }) };
  }
}

function termRecord(
  term: HeldTerm,
  office: string,
  same: TermOnRecord | undefined,
  taken: ReadonlySet<string>,
): TermInput {
  const { from, leader, capacity, until } = term;
  // Another's last day is not disputed with a range that only follows from a successor's.
  const ends = until && (!same || same.until === null || same.until === until.told.edtf) ? until : undefined;
  return {
    noun: 'term',
    key: same?.key ?? keyOf(term, taken),
    office,
    person: leader.key,
    capacity,
    from: from.told,
    ...(ends && { until: ends.told }),
    citations: [...attested(term), ...ofWords(term), ...ofStarts(term), ...(ends ? [ofEnd(ends)] : [])],
  };
}

function keyOf({ country, office, capacity, leader, from, otherwise }: HeldTerm, taken: ReadonlySet<string>): string {
  const starts = [from, ...otherwise.map(({ start }) => start)];
  // The first edition's day: a later correction does not make another term of it.
  const first = starts.reduce((a, b) => ((a.lines[0]?.line.first ?? '') <= (b.lines[0]?.line.first ?? '') ? a : b));
  const who = leader.key.split(':').at(-1);
  const parts = ['cia-factbook', country, slugOf(office), who, first.told.edtf.replace(/[^\d-]/g, '')];
  const key = [...parts, ...(capacity === 'INCUMBENT' ? [] : [capacity.toLowerCase()])].join(':');
  return taken.has(key) ? `${key}:${from.lines[0]?.line.line}` : key;
}

/** The first and the last edition that have the holder. */
function attested({ from, otherwise, undated }: HeldTerm): Citation[] {
  const lines = [from, ...otherwise.map(({ start }) => start)].flatMap(({ lines }) => lines).concat(undated);
  const days = lines.flatMap(({ line }) => [line.first, line.last]).toSorted();
  return [...new Set([days[0], days.at(-1)])].flatMap((day) =>
    day ? [{ source: editionKey(day), basis: 'STATED' as const }] : [],
  );
}

function ofWords({ from }: HeldTerm): Citation[] {
  const [one] = from.lines.toSorted((a, b) => Number(b.isTitled) - Number(a.isTitled));
  if (!one) return [];
  const { line, words, isTitled } = one;
  return [
    {
      source: fileKey,
      field: 'office',
      basis: isTitled ? 'STATED' : 'INFERRED',
      spans: [line.span(...(isTitled && words.title ? words.title : words.name))],
    },
    { source: fileKey, field: 'person', basis: 'RESOLVED', spans: [line.span(...words.name)] },
  ];
}

/** Each first day with its words and the last edition that has it; ranked where they disagree. */
function ofStarts({ from, otherwise }: HeldTerm): Citation[] {
  const last = lastEdition(from);
  if (otherwise.length === 0) return evidenceOf(from, {});
  return [
    ...evidenceOf(from, { rank: 'PREFERRED', reason: `No edition after that of ${last} has another first day.` }),
    ...otherwise.flatMap(({ start, named }) =>
      evidenceOf(start, {
        value: start.told.edtf,
        ...(named
          ? { rank: 'DEPRECATED', reason: `The edition of ${named.on} still names ${normalCase(named.one.name)}.` }
          : { rank: 'NORMAL', reason: `The last edition that has it is that of ${lastEdition(start)}.` }),
      }),
    ),
  ];
}

const lastEdition = ({ lines }: Start): string =>
  lines
    .map(({ line }) => line.last)
    .toSorted()
    .at(-1) ?? '';

function evidenceOf(start: Start, claim: Pick<Citation, 'value' | 'rank' | 'reason'>): Citation[] {
  const latest = start.lines.reduce((a, b) => (b.line.last > a.line.last ? b : a));
  const { basis }: Told = start.told;
  const spans = latest.words.since ? [latest.line.span(...latest.words.since)] : [];
  return [
    { source: fileKey, field: 'from', basis, spans, ...claim },
    { source: editionKey(latest.line.last), field: 'from', basis, ...claim },
  ];
}

function ofEnd({ told, by }: NonNullable<HeldTerm['until']>): Citation {
  const { line, words } = by;
  return { source: fileKey, field: 'until', basis: told.basis, spans: words.since ? [line.span(...words.since)] : [] };
}

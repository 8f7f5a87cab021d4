import type { ExistingLeaders, ExistingTerm } from '../../db/queries/existing-leaders.ts';
import type { ImportItem, InputLocation, RecordInputOf } from '../../model/records/index.ts';
import type { CuratedAliases } from '../curated-aliases.ts';
import { withDefiniteArticle } from '../definite-article.ts';
import { normalizeNameCase } from '../person-names.ts';
import { slugify } from '../slugify.ts';
import type { LeaderTerm, TermStart } from './build-terms.ts';
import type { Leader } from './identify-leaders.ts';
import type { LeadersFile } from './leaders-file.ts';
import type { Observation } from './observations.ts';
import type { SourceDate } from './parse-since.ts';
import { isGovernmentHeadOffice } from './parse-titles.ts';
import { editionSourceKey, fileSourceKey } from './source-records.ts';

type PersonInput = RecordInputOf<'person'>;
type OfficeInput = RecordInputOf<'office'>;
type TermInput = RecordInputOf<'term'>;
type Citation = NonNullable<TermInput['citations']>[number];

/** What records are made with: what is on record, and what editors have settled. */
export interface BuildContext {
  file: LeadersFile;
  onRecord: ExistingLeaders;
  curated: CuratedAliases;
}

const officeKey = ({ curated }: BuildContext, country: string, office: string): string =>
  curated.findOffice(country, office) ?? `cia-factbook:${country}:${slugify(office)}`;

const getLocation = ({ file }: BuildContext, { line }: Observation): InputLocation => ({
  file: file.name,
  line: line.line,
});

/** The offices of the terms, but those that are on record from elsewhere. An office of both heads is the head of state's. */
export function* createOfficeItems(
  making: BuildContext,
  terms: readonly LeaderTerm[],
  observations: readonly Observation[],
): Generator<ImportItem> {
  const done = new Set<string>();
  for (const { country, office, from } of terms) {
    const key = officeKey(making, country, office);
    if (done.has(key) || making.onRecord.offices.has(key)) continue;
    done.add(key);
    const isOfState = observations.some(
      (one) => one.country === country && one.office === office && one.line.field === 'chief of state',
    );
    const name = making.onRecord.countries.get(country)?.name ?? country;
    const of = withDefiniteArticle(name);
    const record: OfficeInput = {
      noun: 'office',
      key,
      title: office === 'Pope' || office.endsWith(` of ${of}`) ? office : `${office} of ${of}`,
      rank: isOfState && !isGovernmentHeadOffice(office) ? 'HEAD_OF_STATE' : 'HEAD_OF_GOVERNMENT',
      country,
    };
    yield { place: getLocation(making, from.lines[0] as Observation), key, record };
  }
}

/** Those who held the offices, but people who are on record from elsewhere. */
export function* createPersonItems(making: BuildContext, leaders: Iterable<Leader>): Generator<ImportItem> {
  for (const { key, name, spellings: forms, note } of new Set(leaders)) {
    const [first] = forms;
    if (!first || making.onRecord.people.has(key)) continue;
    const spans = (seen: Observation) => [seen.line.createSpan(...seen.wordRanges.name)];
    const shown = forms.find(({ printed }) => normalizeNameCase(printed) === name);
    const others = new Map(
      forms.filter((form) => form !== shown).map((form) => [normalizeNameCase(form.printed), form]),
    );
    others.delete(name);
    const record: PersonInput = {
      noun: 'person',
      key,
      name,
      names: [...others.keys()].map((text) => ({ text, language: 'en', kind: 'ALIAS' as const })),
      citations: [
        {
          source: fileSourceKey,
          field: 'name',
          basis: shown ? 'STATED' : 'RESOLVED',
          spans: spans((shown ?? first).seen),
        },
        ...[...others.values()].map(
          ({ seen }): Citation => ({ source: fileSourceKey, field: 'names', basis: 'STATED', spans: spans(seen) }),
        ),
      ],
    };
    yield { place: getLocation(making, first.seen), key, record, ...(note !== undefined && { note }) };
  }
}

/** The terms: one that is on record from elsewhere is supported, under its own key. */
export function* createTermItems(making: BuildContext, terms: readonly LeaderTerm[]): Generator<ImportItem> {
  const known = Map.groupBy(making.onRecord.terms, ({ office, person }) => `${office} ${person}`);
  const taken = new Set<string>();
  for (const term of terms) {
    const office = officeKey(making, term.country, term.office);
    const starts = new Set(
      [term.from, ...term.alternativeStarts.map(({ start }) => start)].map(({ date: told }) => told.edtf),
    );
    const same = (known.get(`${office} ${term.leader.key}`) ?? []).find(
      ({ key, from }) =>
        !key.startsWith('cia-factbook:') && from !== null && starts.has(from) && term.capacity === 'INCUMBENT',
    );
    const record = createTermRecord(term, office, same, taken);
    taken.add(record.key);
    const days = [...starts].join(', ');
    const note = term.alternativeStarts.length > 0 ? `The editions disagree on the first day: ${days}.` : undefined;
    yield {
      place: getLocation(making, term.from.lines[0] as Observation),
      key: record.key,
      record,
      ...(note && { note }),
    };
  }
}

function createTermRecord(
  term: LeaderTerm,
  office: string,
  same: ExistingTerm | undefined,
  taken: ReadonlySet<string>,
): TermInput {
  const { from, leader, capacity, until } = term;
  // Another's last day is not disputed with a range that only follows from a successor's.
  const ends = until && (!same || same.until === null || same.until === until.told.edtf) ? until : undefined;
  return {
    noun: 'term',
    key: same?.key ?? termKey(term, taken),
    office,
    person: leader.key,
    capacity,
    from: from.date,
    ...(ends && { until: ends.told }),
    citations: [
      ...citeAttestingEditions(term),
      ...citeOfficeAndPerson(term),
      ...citeStarts(term),
      ...(ends ? [citeEnd(ends)] : []),
    ],
  };
}

function termKey(
  { country, office, capacity, leader, from, alternativeStarts: otherwise }: LeaderTerm,
  taken: ReadonlySet<string>,
): string {
  const starts = [from, ...otherwise.map(({ start }) => start)];
  // The first edition's day: a later correction does not make another term of it.
  const first = starts.reduce((a, b) =>
    (a.lines[0]?.line.firstEdition ?? '') <= (b.lines[0]?.line.firstEdition ?? '') ? a : b,
  );
  const who = leader.key.split(':').at(-1);
  const parts = ['cia-factbook', country, slugify(office), who, first.date.edtf.replace(/[^\d-]/g, '')];
  const key = [...parts, ...(capacity === 'INCUMBENT' ? [] : [capacity.toLowerCase()])].join(':');
  return taken.has(key) ? `${key}:${from.lines[0]?.line.line}` : key;
}

/** The first and the last edition that have the holder. */
function citeAttestingEditions({ from, alternativeStarts: otherwise, undated }: LeaderTerm): Citation[] {
  const lines = [from, ...otherwise.map(({ start }) => start)].flatMap(({ lines }) => lines).concat(undated);
  const days = lines.flatMap(({ line }) => [line.firstEdition, line.lastEdition]).toSorted();
  return [...new Set([days[0], days.at(-1)])].flatMap((day) =>
    day ? [{ source: editionSourceKey(day), basis: 'STATED' as const }] : [],
  );
}

function citeOfficeAndPerson({ from }: LeaderTerm): Citation[] {
  const [one] = from.lines.toSorted((a, b) => Number(b.isTitled) - Number(a.isTitled));
  if (!one) return [];
  const { line, wordRanges: words, isTitled } = one;
  return [
    {
      source: fileSourceKey,
      field: 'office',
      basis: isTitled ? 'STATED' : 'INFERRED',
      spans: [line.createSpan(...(isTitled && words.title ? words.title : words.name))],
    },
    { source: fileSourceKey, field: 'person', basis: 'RESOLVED', spans: [line.createSpan(...words.name)] },
  ];
}

/** Each first day with its words and the last edition that has it; ranked where they disagree. */
function citeStarts({ from, alternativeStarts: otherwise }: LeaderTerm): Citation[] {
  const last = getLastEditionDay(from);
  if (otherwise.length === 0) return citeStart(from, {});
  return [
    ...citeStart(from, { rank: 'PREFERRED', reason: `No edition after that of ${last} has another first day.` }),
    ...otherwise.flatMap(({ start, named }) =>
      citeStart(start, {
        value: start.date.edtf,
        ...(named
          ? {
              rank: 'DEPRECATED',
              reason: `The edition of ${named.on} still names ${normalizeNameCase(named.one.name)}.`,
            }
          : { rank: 'NORMAL', reason: `The last edition that has it is that of ${getLastEditionDay(start)}.` }),
      }),
    ),
  ];
}

const getLastEditionDay = ({ lines }: TermStart): string =>
  lines
    .map(({ line }) => line.lastEdition)
    .toSorted()
    .at(-1) ?? '';

function citeStart(start: TermStart, claim: Pick<Citation, 'value' | 'rank' | 'reason'>): Citation[] {
  const latest = start.lines.reduce((a, b) => (b.line.lastEdition > a.line.lastEdition ? b : a));
  const { basis }: SourceDate = start.date;
  const spans = latest.wordRanges.since ? [latest.line.createSpan(...latest.wordRanges.since)] : [];
  return [
    { source: fileSourceKey, field: 'from', basis, spans, ...claim },
    { source: editionSourceKey(latest.line.lastEdition), field: 'from', basis, ...claim },
  ];
}

function citeEnd({ told, by }: NonNullable<LeaderTerm['until']>): Citation {
  const { line, wordRanges: words } = by;
  return {
    source: fileSourceKey,
    field: 'until',
    basis: told.basis,
    spans: words.since ? [line.createSpan(...words.since)] : [],
  };
}

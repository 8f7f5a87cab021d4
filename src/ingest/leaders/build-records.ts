import type { ExistingLeaders, ExistingTerm } from '../../db/queries/existing-leaders.ts';
import type { ImportItem, InputLocation, RecordInputOf } from '../../model/records/index.ts';
import type { CuratedAliases } from '../curated-aliases.ts';
import { withDefiniteArticle } from '../definite-article.ts';
import { toRecordItem } from '../import-items.ts';
import { normalizeNameCase } from '../person-names.ts';
import { slugify } from '../slugify.ts';
import type { Correction } from './corrections.ts';
import type { Leader } from './identify-leaders.ts';
import { getTermLines, type LeaderTerm, type TermEnd, type TermStart } from './leader-term.ts';
import type { LeadersFile } from './leaders-file.ts';
import { isGovernmentHeadOffice, isVicePresidency } from './parse-titles.ts';
import { getLastEditionDay, type Observation } from './read-lines.ts';
import { editionSourceKey, fileSourceKey } from './source-records.ts';

type PersonInput = RecordInputOf<'person'>;
type OfficeInput = RecordInputOf<'office'>;
type TermInput = RecordInputOf<'term'>;
type Citation = NonNullable<TermInput['citations']>[number];

/** Input for building records: the file, existing records, and curated aliases. */
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

/**
 * Yields the offices of the terms, except existing ones. An office that heads both state and
 * government ranks as head of state, a vice president or a sovereign's representative in a dependency as neither.
 */
export function* createOfficeItems(
  context: BuildContext,
  terms: readonly LeaderTerm[],
  observations: readonly Observation[],
): Generator<ImportItem> {
  const seenKeys = new Set<string>();
  for (const { country, office, from } of terms) {
    const key = officeKey(context, country, office);
    if (seenKeys.has(key) || context.onRecord.offices.has(key)) continue;
    seenKeys.add(key);
    const isHeadOfState = observations.some(
      (observation) =>
        observation.country === country && observation.office === office && observation.line.field === 'chief of state',
    );
    const { name = country, status } = context.onRecord.countries.get(country) ?? {};
    const headOfState = status === 'TERRITORY' ? 'OTHER' : 'HEAD_OF_STATE';
    const countryName = withDefiniteArticle(name);
    const record: OfficeInput = {
      noun: 'office',
      key,
      title: office === 'Pope' || office.endsWith(` of ${countryName}`) ? office : `${office} of ${countryName}`,
      rank: isVicePresidency(office)
        ? 'OTHER'
        : isHeadOfState && !isGovernmentHeadOffice(office)
          ? headOfState
          : 'HEAD_OF_GOVERNMENT',
      country,
    };
    yield toRecordItem(getLocation(context, from.lines[0] as Observation), record);
  }
}

/** Yields the people who held the offices, except existing ones. */
export function* createPersonItems(context: BuildContext, leaders: Iterable<Leader>): Generator<ImportItem> {
  for (const { key, name, spellings, note } of new Set(leaders)) {
    const [first] = spellings;
    if (!first || context.onRecord.people.has(key)) continue;
    const nameSpans = ({ line, wordRanges }: Observation) => [line.createSpan(...wordRanges.name)];
    const byName = Map.groupBy(spellings, ({ printed }) => normalizeNameCase(printed));
    const displayed = byName.get(name)?.[0];
    byName.delete(name);
    // The last spelling of each alias.
    const aliases = [...byName].map(([text, all]) => ({ text, seen: (all.at(-1) ?? first).seen }));
    const record: PersonInput = {
      noun: 'person',
      key,
      name,
      names: aliases.map(({ text }) => ({ text, language: 'en', kind: 'ALIAS' as const })),
      citations: [
        {
          source: fileSourceKey,
          field: 'name',
          basis: displayed ? 'STATED' : 'RESOLVED',
          spans: nameSpans((displayed ?? first).seen),
        },
        ...aliases.map(
          ({ seen }): Citation => ({ source: fileSourceKey, field: 'names', basis: 'STATED', spans: nameSpans(seen) }),
        ),
      ],
    };
    yield toRecordItem(getLocation(context, first.seen), record, note);
  }
}

/** Yields the terms. A term that another source already recorded keeps its key and gains citations. */
export function* createTermItems(context: BuildContext, terms: readonly LeaderTerm[]): Generator<ImportItem> {
  const existingTerms = Map.groupBy(context.onRecord.terms, ({ office, person }) => `${office} ${person}`);
  const usedKeys = new Set<string>();
  for (const term of terms) {
    const office = officeKey(context, term.country, term.office);
    const starts = new Set(
      [term.from, ...term.alternativeStarts.map(({ start }) => start)].map(({ date }) => date.edtf),
    );
    const existing = (existingTerms.get(`${office} ${term.leader.key}`) ?? []).find(
      ({ key, start }) =>
        !key.startsWith('cia-factbook:') && start !== null && starts.has(start) && term.capacity === 'INCUMBENT',
    );
    const record = createTermRecord(term, office, existing, usedKeys);
    usedKeys.add(record.key);
    const days = [...starts].join(', ');
    const note = term.alternativeStarts.length > 0 ? `The editions disagree on the first day: ${days}.` : undefined;
    yield toRecordItem(getLocation(context, term.from.lines[0] as Observation), record, note);
  }
}

function createTermRecord(
  term: LeaderTerm,
  office: string,
  existing: ExistingTerm | undefined,
  usedKeys: ReadonlySet<string>,
): TermInput {
  const { from, leader, capacity, until } = term;
  // An inferred range must not dispute a last day that another source states.
  const end = until && (!existing || existing.end === null || existing.end === until.date.edtf) ? until : undefined;
  return {
    noun: 'term',
    key: existing?.key ?? termKey(term, usedKeys),
    office,
    person: leader.key,
    capacity,
    start: from.date,
    ...(end && { end: end.date }),
    ...(term.attestedUntil && { attestedUntil: term.attestedUntil }),
    citations: [
      ...citeAttestingEditions(term),
      ...citeOfficeAndPerson(term),
      ...citeCapacities(term),
      ...citeStarts(term),
      ...(end ? [citeEnd(end)] : []),
    ],
  };
}

function termKey(
  { country, office, capacity, leader, from, alternativeStarts }: LeaderTerm,
  usedKeys: ReadonlySet<string>,
): string {
  const starts = [from, ...alternativeStarts.map(({ start }) => start)];
  // Uses the day in the first edition, so that a later correction does not change the key.
  const first = starts.reduce((a, b) =>
    (a.lines[0]?.line.firstEdition ?? '') <= (b.lines[0]?.line.firstEdition ?? '') ? a : b,
  );
  const personSlug = leader.key.split(':').at(-1);
  const parts = [
    'cia-factbook',
    country,
    slugify(office),
    personSlug,
    first.date.edtf.replace(/^\[.*\.\./, '').replace(/[^\d-]/g, ''),
  ];
  const key = [...parts, ...(capacity === 'INCUMBENT' ? [] : [capacity.toLowerCase()])].join(':');
  return usedKeys.has(key) ? `${key}:${from.lines[0]?.line.line}` : key;
}

/** Cites the first and the last edition that name the holder. */
function citeAttestingEditions(term: LeaderTerm): Citation[] {
  const days = getTermLines(term)
    .flatMap(({ line }) => [line.firstEdition, line.lastEdition])
    .toSorted();
  return [...new Set([days[0], days.at(-1)])].flatMap((day) =>
    day ? [{ source: editionSourceKey(day), basis: 'STATED' as const }] : [],
  );
}

function citeOfficeAndPerson({ from }: LeaderTerm): Citation[] {
  const [observation] = from.lines.toSorted((a, b) => Number(b.isTitled) - Number(a.isTitled));
  if (!observation) return [];
  const { line, wordRanges, isTitled } = observation;
  return [
    {
      source: fileSourceKey,
      field: 'office',
      basis: isTitled ? 'STATED' : 'INFERRED',
      spans: [line.createSpan(...(isTitled && wordRanges.title ? wordRanges.title : wordRanges.name))],
    },
    { source: fileSourceKey, field: 'person', basis: 'RESOLVED', spans: [line.createSpan(...wordRanges.name)] },
  ];
}

/** Cites the capacities if editions disagree. */
function citeCapacities(term: LeaderTerm): Citation[] {
  const lines = getTermLines(term);
  if (!lines.some(({ printedCapacity }) => printedCapacity)) return [];
  const byCapacity = Map.groupBy(lines, ({ capacity }) => capacity);
  return [...byCapacity].flatMap(([capacity, all]): Citation[] => {
    const latest = all.reduce((a, b) => (b.line.lastEdition > a.line.lastEdition ? b : a));
    const { line, wordRanges } = latest;
    const isOwn = capacity === term.capacity;
    const rank = isOwn ? 'PREFERRED' : 'NORMAL';
    const reason = `The last edition that has it is that of ${line.lastEdition}.`;
    const spans = [line.createSpan(...(wordRanges.title ?? wordRanges.name))];
    return [
      {
        source: fileSourceKey,
        field: 'capacity',
        basis: 'RESOLVED',
        spans,
        rank,
        reason,
        ...(!isOwn && { value: capacity }),
      },
    ];
  });
}

/** Cites each first day with its words and the last edition that gives it. Ranks them if they disagree. */
function citeStarts(term: LeaderTerm): Citation[] {
  const { from, alternativeStarts } = term;
  const corrected = getTermLines(term).filter(({ correction }) => correction?.by.start !== undefined);
  if (alternativeStarts.length === 0 && corrected.length === 0) return citeStart(from, {});
  const [preferred] = from.lines.flatMap(({ correction }) => correction?.by ?? []);
  return [
    ...citePreferredStart(from, preferred),
    ...alternativeStarts.flatMap(({ start, named }) =>
      citeStart(start, {
        value: start.date.edtf,
        ...(named
          ? {
              rank: 'DEPRECATED',
              reason: `The edition of ${named.on} ${named.isHolder ? 'already' : 'still'} names ${normalizeNameCase(named.one.name)}.`,
            }
          : { rank: 'NORMAL', reason: `The last edition that has it is that of ${getLastEditionDay(start.lines)}.` }),
      }),
    ),
    ...citePrintedStarts(corrected, from.date.edtf),
  ];
}

function citePreferredStart(start: TermStart, correction: Correction | undefined): Citation[] {
  if (!correction)
    return citeStart(start, {
      rank: 'PREFERRED',
      reason: `No edition after that of ${getLastEditionDay(start.lines)} has another first day.`,
    });
  const { source, reason } = correction;
  const claim = { rank: 'PREFERRED', reason } as const;
  const uncorrected = start.lines.filter((line) => !line.correction);
  return [
    { source, field: 'start', basis: 'STATED', ...claim },
    ...(uncorrected.length > 0 ? citeStart({ ...start, lines: uncorrected }, claim) : []),
  ];
}

/** Cites the first days that a correction replaced. */
function citePrintedStarts(corrected: readonly Observation[], from: string): Citation[] {
  const byValue = Map.groupBy(corrected, ({ correction }) => correction?.printed?.edtf);
  return [...byValue].flatMap(([value, lines]) => {
    const [first] = lines;
    const correction = first?.correction;
    if (value === undefined || value === from || !correction?.printed) return [];
    return citeStart({ date: correction.printed, lines }, { value, rank: 'DEPRECATED', reason: correction.by.reason });
  });
}

function citeStart(start: TermStart, claim: Pick<Citation, 'value' | 'rank' | 'reason'>): Citation[] {
  const latest = start.lines.reduce((a, b) => (b.line.lastEdition > a.line.lastEdition ? b : a));
  const { basis } = start.date;
  const spans = latest.wordRanges.since ? [latest.line.createSpan(...latest.wordRanges.since)] : [];
  return [
    { source: fileSourceKey, field: 'start', basis, spans, ...claim },
    { source: editionSourceKey(latest.line.lastEdition), field: 'start', basis, ...claim },
  ];
}

function citeEnd({ date, line, range, correction }: TermEnd): Citation {
  if (correction) return { source: correction.source, field: 'end', basis: 'STATED' };
  return {
    source: fileSourceKey,
    field: 'end',
    basis: date.basis,
    spans: range ? [line.createSpan(...range)] : [],
  };
}

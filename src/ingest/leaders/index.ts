import { readFile } from 'node:fs/promises';
import type { ExistingLeaders } from '../../db/queries/existing-leaders.ts';
import type { ImportItem } from '../../model/records/index.ts';
import { readCuratedAliases } from '../curated-aliases.ts';
import { toRecordItem } from '../import-items.ts';
import type { CountryResolver } from '../resolve-country.ts';
import { type BuildContext, createOfficeItems, createPersonItems, createTermItems } from './build-records.ts';
import { buildTerms } from './build-terms.ts';
import { readCorrections } from './corrections.ts';
import { collectSeats } from './group-lines-by-country.ts';
import { identifyLeaders } from './identify-leaders.ts';
import { findLeadersFile, readLeadersFile } from './leaders-file.ts';
import { collectObservations } from './read-lines.ts';
import { createCorrectionSources, createCoverageRecords, createSourceRecords } from './source-records.ts';

interface LeadersOptions {
  path: string;
  countries: CountryResolver;
  onRecord: ExistingLeaders;
}

/** Reads heads of state and government from editions of the World Factbook. Referenced records come first. */
export async function* readLeaders({ path, countries, onRecord }: LeadersOptions): AsyncGenerator<ImportItem> {
  const file = await readLeadersFile(await findLeadersFile(path));
  const curated = readCuratedAliases();
  const context: BuildContext = { file, onRecord, curated };
  const corrections = readCorrections();
  const { lines, observations, rejected, sharedOffices } = collectObservations(file, {
    curated,
    countries,
    corrections,
    isDependency: (country) => onRecord.countries.get(country)?.status === 'TERRITORY',
  });
  yield* rejected;
  const place = { file: file.name };
  for (const record of createSourceRecords(file)) yield toRecordItem(place, record);
  const leaders = identifyLeaders(observations, sharedOffices, curated);
  const { terms, undated } = buildTerms(leaders, sharedOffices, collectSeats(lines, leaders), corrections.final.day);
  for (const record of createCorrectionSources(corrections, terms)) yield toRecordItem(place, record);
  for (const { name, unparsedSince, line } of undated)
    yield { place: { ...place, line: line.line }, rejected: formatUndatedReason(name, unparsedSince) };
  yield* createOfficeItems(context, terms, observations);
  yield* createPersonItems(
    context,
    terms.map(({ leader }) => leader),
  );
  yield* createTermItems(context, terms);
  for (const record of createCoverageRecords(file, corrections)) yield toRecordItem(place, record);
}

const formatUndatedReason = (name: string, unparsedSince: string | undefined): string =>
  unparsedSince === undefined
    ? `No edition states since when "${name}" has been in office.`
    : `"${unparsedSince}" does not say on which day, month or year "${name}" took office.`;

/** Counts the lines of the file for a progress bar. */
export async function countLeaders(path: string): Promise<number> {
  return (await readFile(await findLeadersFile(path), 'utf8')).split('\n').filter((line) => line.trim() !== '').length;
}

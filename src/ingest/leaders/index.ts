import { readFile } from 'node:fs/promises';
import type { ExistingLeaders } from '../../db/queries/existing-leaders.ts';
import type { ImportItem } from '../../model/records/index.ts';
import { readCuratedAliases } from '../curated-aliases.ts';
import type { CountryResolver } from '../resolve-country.ts';
import { type BuildContext, createOfficeItems, createPersonItems, createTermItems } from './build-records.ts';
import { buildTerms } from './build-terms.ts';
import { identifyLeaders } from './identify-leaders.ts';
import { findLeadersFile, readLeadersFile } from './leaders-file.ts';
import { collectObservations } from './observations.ts';
import { createCoverageRecords, createSourceRecords } from './source-records.ts';

interface LeadersOptions {
  path: string;
  countries: CountryResolver;
  onRecord: ExistingLeaders;
}

/** Reads who led which country, as the editions of the World Factbook have it: what a record refers to comes before it. */
export async function* readLeaders({ path, countries, onRecord }: LeadersOptions): AsyncGenerator<ImportItem> {
  const file = await readLeadersFile(await findLeadersFile(path));
  const curated = readCuratedAliases();
  const making: BuildContext = { file, onRecord, curated };
  const { observations: list, rejected, sharedOffices: shared } = collectObservations(file, curated, countries);
  yield* rejected;
  const place = { file: file.name };
  for (const record of createSourceRecords(file)) yield { place, key: record.key, record };
  const leaders = identifyLeaders(list, shared, curated);
  const { terms, undated } = buildTerms(leaders, shared);
  for (const { name, unparsedSince: unread, line } of undated)
    yield { place: { ...place, line: line.line }, rejected: formatUndatedReason(name, unread) };
  yield* createOfficeItems(making, terms, list);
  yield* createPersonItems(
    making,
    terms.map(({ leader }) => leader),
  );
  yield* createTermItems(making, terms);
  for (const record of createCoverageRecords(file)) yield { place, record };
}

const formatUndatedReason = (name: string, unread: string | undefined): string =>
  unread === undefined
    ? `Nothing says since when "${name}" has been in office, here or in another edition.`
    : `"${unread}" does not say on which day, month or year "${name}" took office.`;

/** How many lines the file holds, for a progress bar. */
export async function countLeaders(path: string): Promise<number> {
  return (await readFile(await findLeadersFile(path), 'utf8')).split('\n').filter((line) => line.trim() !== '').length;
}

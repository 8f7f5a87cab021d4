import { readFile } from 'node:fs/promises';
import type { LeadersOnRecord } from '../../db/queries/existing-leaders.ts';
import type { ReadItem } from '../../model/records/index.ts';
import type { CountryResolver } from '../resolve-country.ts';
import { type Making, officeItems, personItems, termItems } from './build-records.ts';
import { termsOf } from './build-terms.ts';
import { readAliases } from './curated-aliases.ts';
import { identify } from './identify-leaders.ts';
import { leadersFile, readLeadersFile } from './leaders-file.ts';
import { observe } from './observations.ts';
import { coverageRecords, sourceRecords } from './source-records.ts';

interface LeadersOptions {
  path: string;
  countries: CountryResolver;
  onRecord: LeadersOnRecord;
}

/** Reads who led which country, as the editions of the World Factbook have it: what a record refers to comes before it. */
export async function* readLeaders({ path, countries, onRecord }: LeadersOptions): AsyncGenerator<ReadItem> {
  const file = await readLeadersFile(await leadersFile(path));
  const curated = readAliases();
  const making: Making = { file, onRecord, curated };
  const { list, rejected, shared } = observe(file, curated, countries);
  yield* rejected;
  const place = { file: file.name };
  for (const record of sourceRecords(file)) yield { place, key: record.key, record };
  const leaders = identify(list, shared, curated);
  const { terms, undated } = termsOf(leaders, shared);
  for (const { name, unread, line } of undated)
    yield { place: { ...place, line: line.line }, rejected: whyUndated(name, unread) };
  yield* officeItems(making, terms, list);
  yield* personItems(
    making,
    terms.map(({ leader }) => leader),
  );
  yield* termItems(making, terms);
  for (const record of coverageRecords(file)) yield { place, record };
}

const whyUndated = (name: string, unread: string | undefined): string =>
  unread === undefined
    ? `Nothing says since when "${name}" has been in office, here or in another edition.`
    : `"${unread}" does not say on which day, month or year "${name}" took office.`;

/** How many lines the file holds, for a progress bar. */
export async function countLeaders(path: string): Promise<number> {
  return (await readFile(await leadersFile(path), 'utf8')).split('\n').filter((line) => line.trim() !== '').length;
}

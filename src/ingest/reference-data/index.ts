import type { ReadItem, RecordInput } from '../../model/records/index.ts';
import { countryRecords } from './countries.ts';
import { groupRecords } from './groups.ts';
import { sourceRecords } from './sources.ts';
import { tableFile } from './tables.ts';

/** The reference data: sources, then countries, then groups, so that each refers only to what stands before it. */
export function* referenceRecords(): Iterable<ReadItem> {
  for (const record of sourceRecords()) yield item(tableFile('sources'), record);
  const countries = countryRecords();
  for (const record of countries) yield item(tableFile(record.status === 'FORMER' ? 'former' : 'countries'), record);
  const keys = new Map(countries.map(({ alpha3, key }) => [alpha3, key]));
  for (const record of groupRecords((alpha3) => keys.get(alpha3))) yield item(tableFile('groups'), record);
}

const item = (file: string, record: Extract<RecordInput, { key: string }>): ReadItem => ({
  place: { file },
  key: record.key,
  record,
});

import type { ImportItem } from '../../model/records/index.ts';
import { toRecordItem } from '../import-items.ts';
import { createCountryRecords } from './countries.ts';
import { createGroupRecords } from './groups.ts';
import { createSourceRecords } from './sources.ts';
import { getTablePath } from './tables.ts';

/** Yields the reference data: sources, countries, groups. Each refers only to earlier records. */
export function* createReferenceItems(): Iterable<ImportItem> {
  for (const record of createSourceRecords()) yield toRecordItem({ file: getTablePath('sources') }, record);
  const countries = createCountryRecords();
  for (const record of countries)
    yield toRecordItem({ file: getTablePath(record.status === 'FORMER' ? 'former' : 'countries') }, record);
  const keys = new Map(countries.map(({ alpha3, key }) => [alpha3, key]));
  for (const record of createGroupRecords((alpha3) => keys.get(alpha3)))
    yield toRecordItem({ file: getTablePath('groups') }, record);
}

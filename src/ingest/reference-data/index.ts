import type { ImportItem } from '../../model/records/index.ts';
import { toRecordItem } from '../import-items.ts';
import { createCountryRecords } from './countries.ts';
import { createOrganizationCoverage, createOrganizationRecord, createRegionRecords } from './groups.ts';
import { createSourceRecords } from './sources.ts';
import { getOrganizationPath, getTablePath, readOrganizations } from './tables.ts';

/** Yields the reference data: sources, countries, groups with their coverage. Each refers only to earlier records. */
export function* createReferenceItems(): Iterable<ImportItem> {
  for (const record of createSourceRecords()) yield toRecordItem({ file: getTablePath('sources') }, record);
  const countries = createCountryRecords();
  for (const record of countries)
    yield toRecordItem({ file: getTablePath(record.status === 'FORMER' ? 'former' : 'countries') }, record);
  const keys = new Map(countries.map(({ alpha3, key }) => [alpha3, key]));
  for (const record of createRegionRecords((alpha3) => keys.get(alpha3)))
    yield toRecordItem({ file: getTablePath('groups') }, record);
  for (const [key, organization] of readOrganizations()) {
    const place = { file: getOrganizationPath(key) };
    yield toRecordItem(place, createOrganizationRecord(key, organization));
    yield toRecordItem(place, createOrganizationCoverage(organization));
  }
}

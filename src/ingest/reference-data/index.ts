import type { ImportItem, RecordInput } from '../../model/records/index.ts';
import { createCountryRecords } from './countries.ts';
import { createOrganizationCoverage, createOrganizationRecord, createRegionRecords } from './groups.ts';
import { createSourceRecords } from './sources.ts';
import { getOrganizationPath, getTablePath, readOrganizations } from './tables.ts';

/** Yields the reference data: sources, countries, groups with their coverage. Each refers only to earlier records. */
export function* createReferenceItems(): Iterable<ImportItem> {
  for (const record of createSourceRecords()) yield toImportItem(getTablePath('sources'), record);
  const countries = createCountryRecords();
  for (const record of countries)
    yield toImportItem(getTablePath(record.status === 'FORMER' ? 'former' : 'countries'), record);
  const keys = new Map(countries.map(({ alpha3, key }) => [alpha3, key]));
  for (const record of createRegionRecords((alpha3) => keys.get(alpha3)))
    yield toImportItem(getTablePath('groups'), record);
  for (const [key, organization] of readOrganizations()) {
    const file = getOrganizationPath(key);
    yield toImportItem(file, createOrganizationRecord(key, organization));
    yield { place: { file }, record: createOrganizationCoverage(organization) };
  }
}

const toImportItem = (file: string, record: Extract<RecordInput, { key: string }>): ImportItem => ({
  place: { file },
  key: record.key,
  record,
});

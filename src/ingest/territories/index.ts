import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { NamedCountry } from '../../db/queries/country-names.ts';
import { badInput } from '../../model/errors.ts';
import type { Day } from '../../model/fuzzy-date.ts';
import type { RecordJson } from '../../model/record-diff.ts';
import type { ImportItem } from '../../model/records/index.ts';
import { toRecordItem } from '../import-items.ts';
import { amendCountryRecord, type CountryInput, createCountryRecord, sourceKey } from './country-record.ts';
import { createCoverageRecord } from './coverage.ts';
import { type CuratedMatches, readCuratedMatches } from './curated-matches.ts';
import { type MatchedCountry, matchCountries, territoryKey } from './match-countries.ts';
import { resolveSuccessions } from './successions.ts';
import { readTerritory, type Territory } from './territory.ts';

interface TerritoriesOptions {
  path: string;
  /** Existing countries by name, for matching. `documents` has their full records. */
  countries: readonly NamedCountry[];
  documents: readonly RecordJson[];
  today: Day;
}

/** Reads present and former territories. Each amends an existing country or becomes a new one. */
export async function* readTerritories({
  path,
  countries,
  documents: recorded,
  today,
}: TerritoriesOptions): AsyncGenerator<ImportItem> {
  const { folder, files } = await findTerritoryFiles(path);
  const territories: Territory[] = [];
  for (const file of files) {
    const territory = await readTerritory(folder, file);
    if ('rejected' in territory) yield territory;
    else territories.push(territory);
  }
  const documents = new Map(recorded.filter(isCountry).map((document) => [document.key, document]));
  const curatedMatches = readCuratedMatches();
  const states = matchCountries(territories, countries, curatedMatches, today);
  const { successors, faults } = resolveSuccessions(states);
  const isCurrent = (key: string): boolean => documents.has(key) && documents.get(key)?.end === undefined;
  for (const state of states) {
    const warnings = [...state.territories, ...state.parts].flatMap(({ id, place, faults: ownFaults }) => {
      return [...ownFaults, ...(faults.get(id) ?? [])].map((text) => ({ text, place }));
    });
    const place = warnings[0]?.place ?? [...state.territories, ...state.parts][0]?.place ?? { file: folder };
    const { key } = state;
    const result = buildCountry(state, successors.get(key) ?? [], { curatedMatches, documents, isCurrent });
    if ('rejected' in result) yield { place, key, ...result };
    else yield toRecordItem(place, result.record, [...warnings.map(({ text }) => text), ...result.notes].join(' '));
  }
  const coverage = createCoverageRecord(sourceKey);
  yield { ...toRecordItem({ file: 'territories' }, coverage), isUncounted: true };
}

/** Narrows a stored record, which is in the interchange format, to a country. */
const isCountry = (record: RecordJson): record is RecordJson & CountryInput => record.noun === 'country';

interface CountryContext {
  curatedMatches: CuratedMatches;
  documents: ReadonlyMap<string, CountryInput>;
  isCurrent(key: string): boolean;
}

function buildCountry(
  state: MatchedCountry,
  successors: readonly string[],
  { curatedMatches, documents, isCurrent }: CountryContext,
): { record: CountryInput; notes: string[] } | { rejected: string } {
  const { key } = state;
  const document = documents.get(key);
  if (state.isOnRecord && document) {
    return amendCountryRecord(state, document, { successors, isCurrent });
  }
  const territory = state.territories.find(({ id }) => territoryKey(id) === key);
  if (territory) {
    const { status } = curatedMatches.own[territory.id] ?? {};
    // The reference data lacks this current state, so an editor must decide its status.
    const isUnknown = status === undefined && territory.isCurrent && territory.isIndependent;
    const notes = isUnknown
      ? [`${territory.id} is a present state, but not a country on record: created with the status OTHER.`]
      : [];
    return { record: createCountryRecord(state, territory, successors, isUnknown ? 'OTHER' : status), notes };
  }
  const ids = [...state.territories, ...state.parts].map(({ id }) => id).join(', ');
  return { rejected: `${ids} would be ${key}, which is not on record.` };
}

/** Counts the territories for a progress bar. */
export async function countTerritories(path: string): Promise<number> {
  return (await findTerritoryFiles(path)).files.length;
}

async function findTerritoryFiles(path: string): Promise<{ folder: string; files: string[] }> {
  for (const folder of [join(path, 'data', 'territories'), join(path, 'territories'), path]) {
    const names = await readdir(folder).catch(() => []);
    const files = names.filter((name) => name.endsWith('.xml')).sort();
    if (files.length > 0) return { folder, files };
  }
  throw badInput(
    `${path} has no XML files, nor do its folders data/territories/ and territories/. Give the folder that contains them.`,
  );
}

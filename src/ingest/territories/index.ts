import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { badInput } from '../../model/errors.ts';
import type { Day } from '../../model/fuzzy-date.ts';
import type { RecordJson } from '../../model/record-diff.ts';
import type { ImportItem } from '../../model/records/index.ts';
import type { NamedCountry } from '../resolve-country.ts';
import { amendCountryRecord, type CountryInput, createCountryRecord } from './country-record.ts';
import { type CuratedMatches, readCuratedMatches } from './curated-matches.ts';
import { type MatchedCountry, matchCountries, territoryKey } from './match-countries.ts';
import { resolveSuccessions } from './successions.ts';
import { readTerritory, type Territory } from './territory.ts';

interface TerritoriesOptions {
  path: string;
  /** The countries on record, by name and as they stand. */
  countries: readonly NamedCountry[];
  documents: readonly RecordJson[];
  today: Day;
}

/** Reads present and former territories: each is a country on record, with what the source adds to it, or a new one. */
export async function* readTerritories({
  path,
  countries,
  documents: recorded,
  today,
}: TerritoriesOptions): AsyncGenerator<ImportItem> {
  const { folder, files } = await findTerritoryFiles(path);
  const territories: Territory[] = [];
  for (const file of files) {
    const read = await readTerritory(folder, file);
    if ('rejected' in read) yield read;
    else territories.push(read);
  }
  const documents = new Map(recorded.filter(isCountry).map((document) => [document.key, document]));
  const joined = readCuratedMatches();
  const states = matchCountries(territories, countries, joined, today);
  const { successors, faults } = resolveSuccessions(states);
  const lasting = (key: string): boolean => documents.has(key) && documents.get(key)?.until === undefined;
  for (const state of states) {
    const said = [...state.territories, ...state.parts].flatMap((one) => {
      return [...one.faults, ...(faults.get(one.id) ?? [])].map((text) => ({ text, place: one.place }));
    });
    const place = said[0]?.place ?? [...state.territories, ...state.parts][0]?.place ?? { file: folder };
    const { key } = state;
    const made = buildCountry(state, successors.get(key) ?? [], {
      curatedMatches: joined,
      documents,
      isCurrent: lasting,
    });
    if ('rejected' in made) yield { place, key, ...made };
    else {
      const note = [...said.map(({ text }) => text), ...made.notes].join(' ');
      yield { place, key, record: made.record, ...(note !== '' && { note }) };
    }
  }
}

/** Stored records are in the interchange format. */
const isCountry = (record: RecordJson): record is RecordJson & CountryInput => record.noun === 'country';

interface CountryContext {
  curatedMatches: CuratedMatches;
  documents: ReadonlyMap<string, CountryInput>;
  isCurrent(key: string): boolean;
}

function buildCountry(
  state: MatchedCountry,
  successors: readonly string[],
  { curatedMatches: joined, documents, isCurrent: lasting }: CountryContext,
): { record: CountryInput; notes: string[] } | { rejected: string } {
  const { key } = state;
  const document = documents.get(key);
  if (state.isOnRecord && document) {
    return amendCountryRecord(state, document, { successors, isCurrent: lasting });
  }
  const territory = state.territories.find(({ id }) => territoryKey(id) === key);
  if (territory) {
    const { status } = joined.own[territory.id] ?? {};
    // A state that lasts, and that the reference data does not know: what it is, an editor would have to say.
    const isUnknown = status === undefined && territory.isCurrent && territory.isIndependent;
    const notes = isUnknown
      ? [`${territory.id} is a state at present, and no country on record: taken as one of status OTHER.`]
      : [];
    return { record: createCountryRecord(state, territory, successors, isUnknown ? 'OTHER' : status), notes };
  }
  const ids = [...state.territories, ...state.parts].map(({ id }) => id).join(', ');
  return { rejected: `${ids} would be ${key}, which is not on record.` };
}

/** How many territories there are, for a progress bar. */
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
    `${path} holds no XML file, nor do data/territories/ or territories/ in it. Name the folder that holds them.`,
  );
}

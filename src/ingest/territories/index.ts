import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { badInput } from '../../model/errors.ts';
import type { Day } from '../../model/fuzzy-date.ts';
import type { ReadItem } from '../../model/records/index.ts';
import type { RecordedDocument } from '../../store/serialize/read-record.ts';
import type { NamedCountry } from '../resolve-country.ts';
import { type CountryInput, newCountry, standingCountry } from './country-record.ts';
import { type Join, readJoin } from './curated-matches.ts';
import { ownKey, type State, statesOf } from './match-countries.ts';
import { successionsOf } from './successions.ts';
import { readTerritory, type Territory } from './territory.ts';

interface TerritoriesOptions {
  path: string;
  /** The countries on record, by name and as they stand. */
  countries: readonly NamedCountry[];
  documents: readonly RecordedDocument[];
  today: Day;
}

/** Reads present and former territories: each is a country on record, with what the source adds to it, or a new one. */
export async function* readTerritories({
  path,
  countries,
  documents: recorded,
  today,
}: TerritoriesOptions): AsyncGenerator<ReadItem> {
  const { folder, files } = await filesIn(path);
  const territories: Territory[] = [];
  for (const file of files) {
    const read = await readTerritory(folder, file);
    if ('rejected' in read) yield read;
    else territories.push(read);
  }
  // What the database tells of a country is in the interchange format.
  const documents = new Map((recorded as unknown as CountryInput[]).map((document) => [document.key, document]));
  const joined = readJoin();
  const states = statesOf(territories, countries, joined, today);
  const { successors, faults } = successionsOf(states);
  const lasting = (key: string): boolean => documents.has(key) && documents.get(key)?.until === undefined;
  for (const state of states) {
    const said = [...state.territories, ...state.parts].flatMap((one) => {
      return [...one.faults, ...(faults.get(one.id) ?? [])].map((text) => ({ text, place: one.place }));
    });
    const place = said[0]?.place ?? [...state.territories, ...state.parts][0]?.place ?? { file: folder };
    const { key } = state;
    const made = countryOf(state, successors.get(key) ?? [], { joined, documents, lasting });
    if ('rejected' in made) yield { place, key, ...made };
    else {
      const note = [...said.map(({ text }) => text), ...made.notes].join(' ');
      yield { place, key, record: made.record, ...(note !== '' && { note }) };
    }
  }
}

interface Standing {
  joined: Join;
  documents: ReadonlyMap<string, CountryInput>;
  lasting(key: string): boolean;
}

function countryOf(
  state: State,
  successors: readonly string[],
  { joined, documents, lasting }: Standing,
): { record: CountryInput; notes: string[] } | { rejected: string } {
  const { key } = state;
  const document = documents.get(key);
  if (state.standing && document) {
    return standingCountry(state, document, { successors, lasting });
  }
  const territory = state.territories.find(({ id }) => ownKey(id) === key);
  if (territory) {
    const { status } = joined.own[territory.id] ?? {};
    // A state that lasts, and that the reference data does not know: what it is, an editor would have to say.
    const isUnknown = status === undefined && territory.lasts && territory.independent;
    const notes = isUnknown
      ? [`${territory.id} is a state at present, and no country on record: taken as one of status OTHER.`]
      : [];
    return { record: newCountry(state, territory, successors, isUnknown ? 'OTHER' : status), notes };
  }
  const ids = [...state.territories, ...state.parts].map(({ id }) => id).join(', ');
  return { rejected: `${ids} would be ${key}, which is not on record.` };
}

/** How many territories there are, for a progress bar. */
export async function countTerritories(path: string): Promise<number> {
  return (await filesIn(path)).files.length;
}

async function filesIn(path: string): Promise<{ folder: string; files: string[] }> {
  for (const folder of [join(path, 'data', 'territories'), join(path, 'territories'), path]) {
    const names = await readdir(folder).catch(() => []);
    const files = names.filter((name) => name.endsWith('.xml')).sort();
    if (files.length > 0) return { folder, files };
  }
  throw badInput(
    `${path} holds no XML file, nor do data/territories/ or territories/ in it. Name the folder that holds them.`,
  );
}

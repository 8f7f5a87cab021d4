import atlasUrl from 'world-atlas/countries-110m.json?url';
import { pages } from '../../api/client.ts';
import { type CountryPlacement, placeCountries } from './country-placement.ts';
import type { WorldAtlas } from './country-shapes.ts';
import { MapCountriesDocument, type MapCountry } from './generated/operations.ts';
import { type ProjectedWorld, projectWorld } from './project-world.ts';

/** The projected world, the countries on record and their placements. */
export interface Geography {
  readonly world: ProjectedWorld;
  readonly countries: readonly MapCountry[];
  readonly placements: ReadonlyMap<string, CountryPlacement>;
}

/** Loaded once per session. A failed load is not cached. */
let cachedGeography: Promise<Geography> | undefined;

export const loadGeography = (): Promise<Geography> => {
  cachedGeography ??= fetchGeography().catch((error: unknown) => {
    cachedGeography = undefined;
    throw error;
  });
  return cachedGeography;
};

async function fetchGeography(): Promise<Geography> {
  const [world, countries] = await Promise.all([fetchAtlas().then(projectWorld), fetchAllCountries()]);
  return { world, countries, placements: placeCountries(world, countries) };
}

async function fetchAtlas(): Promise<WorldAtlas> {
  const response = await fetch(atlasUrl);
  if (!response.ok) throw new Error(`The country shapes failed to load: status ${response.status} for ${atlasUrl}.`);
  return (await response.json()) as WorldAtlas;
}

async function fetchAllCountries(): Promise<MapCountry[]> {
  const countries: MapCountry[] = [];
  for await (const { nodes } of pages(MapCountriesDocument, {}, (data) => data.countries)) countries.push(...nodes);
  return countries;
}

import atlasAddress from 'world-atlas/countries-110m.json?url';
import { request } from '../../api/client.ts';
import { fetchAllPages } from '../../api/fetch-all-pages.ts';
import { type CountryPlacement, placeCountries } from './country-placement.ts';
import type { WorldAtlas } from './country-shapes.ts';
import { MapCountriesDocument, type MapCountry } from './generated/operations.ts';
import { type ProjectedWorld, projectWorld } from './project-world.ts';

/** The ground, the countries, and where each is drawn. */
export interface Geography {
  readonly world: ProjectedWorld;
  readonly countries: readonly MapCountry[];
  readonly placements: ReadonlyMap<string, CountryPlacement>;
}

/** Fetched once for as long as the explorer is open; what failed is fetched anew. */
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
  const answer = await fetch(atlasAddress);
  if (!answer.ok) throw new Error(`The shapes of the countries did not come: ${answer.status} for ${atlasAddress}.`);
  return (await answer.json()) as WorldAtlas;
}

async function fetchAllCountries(): Promise<MapCountry[]> {
  const countries: MapCountry[] = [];
  for await (const page of fetchAllPages<MapCountry>(
    async (after) => (await request(MapCountriesDocument, after ? { after } : {})).countries,
  )) {
    countries.push(...page);
  }
  return countries;
}

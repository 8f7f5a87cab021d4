import atlasAddress from 'world-atlas/countries-110m.json?url';
import { request } from '../../api/client.ts';
import { allPages } from '../../api/fetch-all-pages.ts';
import { type Place, placesOf } from './country-placement.ts';
import type { Atlas } from './country-shapes.ts';
import { MapCountriesDocument, type MapCountry } from './generated/operations.ts';
import { type World, worldOf } from './project-world.ts';

/** The ground, the countries, and where each is drawn. */
export interface Ground {
  readonly world: World;
  readonly countries: readonly MapCountry[];
  readonly places: ReadonlyMap<string, Place>;
}

/** Fetched once for as long as the explorer is open; what failed is fetched anew. */
let kept: Promise<Ground> | undefined;

export const loadGround = (): Promise<Ground> => {
  kept ??= fetched().catch((error: unknown) => {
    kept = undefined;
    throw error;
  });
  return kept;
};

async function fetched(): Promise<Ground> {
  const [world, countries] = await Promise.all([atlas().then(worldOf), everyCountry()]);
  return { world, countries, places: placesOf(world, countries) };
}

async function atlas(): Promise<Atlas> {
  const answer = await fetch(atlasAddress);
  if (!answer.ok) throw new Error(`The shapes of the countries did not come: ${answer.status} for ${atlasAddress}.`);
  return (await answer.json()) as Atlas;
}

async function everyCountry(): Promise<MapCountry[]> {
  const countries: MapCountry[] = [];
  for await (const page of allPages<MapCountry>(
    async (after) => (await request(MapCountriesDocument, after ? { after } : {})).countries,
  )) {
    countries.push(...page);
  }
  return countries;
}

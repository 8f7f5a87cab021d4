import type { MapCountry } from './generated/operations.ts';
import type { Point, ProjectedWorld } from './project-world.ts';
import { smallCountryPoints } from './small-country-points.ts';

/** The position of a country on the map: its own shape or point, or below its successor. */
export interface CountryPlacement {
  readonly position: Point;
  /** The shape of the country itself. */
  readonly shapeId?: string;
  /** The state below which a former state is drawn. */
  readonly successor?: MapCountry;
}

/** Shapes without an M49 code: Natural Earth has no number for Kosovo, and M49 none for Taiwan (ISO 158). */
const shapeIdsByKey: Readonly<Record<string, string>> = { XK: 'Kosovo', TW: '158' };

/** Vertical distance between a successor and each of the former states below it. */
const formerStateOffset = 9;

/** Returns the placement of each country that can be drawn. */
export function placeCountries(
  world: ProjectedWorld,
  countries: readonly MapCountry[],
): ReadonlyMap<string, CountryPlacement> {
  const byKey = new Map(countries.map((country) => [country.key, country]));
  const placements = new Map<string, CountryPlacement>();
  for (const country of countries) {
    const placement = findOwnPlacement(world, country);
    if (placement) placements.set(country.key, placement);
  }
  const formerStateCounts = new Map<string, number>();
  for (const country of countries) {
    if (placements.has(country.key)) continue;
    const hasOwnPlacement = (key: string): boolean => findOwnPlacement(world, byKey.get(key)) !== undefined;
    const successor = findPlacedSuccessor(country, byKey, hasOwnPlacement);
    const above = successor && placements.get(successor.key);
    if (!above) continue;
    const row = (formerStateCounts.get(successor.key) ?? 0) + 1;
    formerStateCounts.set(successor.key, row);
    placements.set(country.key, {
      position: [above.position[0], above.position[1] + row * formerStateOffset],
      successor,
    });
  }
  return placements;
}

function findOwnPlacement(world: ProjectedWorld, country: MapCountry | undefined): CountryPlacement | undefined {
  if (!country) return undefined;
  const shapeId = shapeIdsByKey[country.key] ?? country.m49 ?? '';
  const centroid = world.centroids.get(shapeId);
  if (centroid) return { position: centroid, shapeId };
  const point = country.m49 === null ? undefined : smallCountryPoints[country.m49];
  return point && { position: world.project(point) };
}

/** Returns the first successor, or successor of one, that is placed. The record lists the continuing state first. */
function findPlacedSuccessor(
  country: MapCountry,
  byKey: ReadonlyMap<string, MapCountry>,
  isPlaced: (key: string) => boolean,
  visited: ReadonlySet<string> = new Set(),
): MapCountry | undefined {
  const successors = country.successors.flatMap(({ key }) => (visited.has(key) ? [] : (byKey.get(key) ?? [])));
  const placed = successors.find(({ key }) => isPlaced(key));
  if (placed) return placed;
  for (const successor of successors) {
    const indirect = findPlacedSuccessor(successor, byKey, isPlaced, new Set([...visited, country.key]));
    if (indirect) return indirect;
  }
  return undefined;
}

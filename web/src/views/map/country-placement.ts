import type { MapCountry } from './generated/operations.ts';
import type { Point, ProjectedWorld } from './project-world.ts';
import { smallCountryPoints } from './small-country-points.ts';

/** Where a country is drawn: its own shape, a point, or beside what took its place. */
export interface CountryPlacement {
  readonly position: Point;
  /** Of its own. */
  readonly shapeId?: string;
  /** The state at which a former one is drawn. */
  readonly successor?: MapCountry;
}

/** Shapes that are not found by M49: Natural Earth has no number for Kosovo, and M49 none for Taiwan, whose ISO number is 158. */
const shapeIdsByKey: Readonly<Record<string, string>> = { XK: 'Kosovo', TW: '158' };

/** How far below its successor, and below the former one before it, a former state is drawn. */
const formerStateOffset = 9;

/** Where each country is drawn; who has no place is not among them. */
export function placeCountries(
  world: ProjectedWorld,
  countries: readonly MapCountry[],
): ReadonlyMap<string, CountryPlacement> {
  const byKey = new Map(countries.map((country) => [country.key, country]));
  const places = new Map<string, CountryPlacement>();
  for (const country of countries) {
    const own = findOwnPlacement(world, country);
    if (own) places.set(country.key, own);
  }
  const held = new Map<string, number>();
  for (const country of countries) {
    if (places.has(country.key)) continue;
    const via = findPlacedSuccessor(country, byKey, (key) => findOwnPlacement(world, byKey.get(key)) !== undefined);
    const there = via && places.get(via.key);
    if (!there) continue;
    const nth = (held.get(via.key) ?? 0) + 1;
    held.set(via.key, nth);
    places.set(country.key, {
      position: [there.position[0], there.position[1] + nth * formerStateOffset],
      successor: via,
    });
  }
  return places;
}

function findOwnPlacement(world: ProjectedWorld, country: MapCountry | undefined): CountryPlacement | undefined {
  if (!country) return undefined;
  const shape = shapeIdsByKey[country.key] ?? country.m49 ?? '';
  const middle = world.centroids.get(shape);
  if (middle) return { position: middle, shapeId: shape };
  const point = country.m49 === null ? undefined : smallCountryPoints[country.m49];
  return point && { position: world.project(point) };
}

/** The first of those that took its place, or that took theirs: the record names the continuing one first. */
function findPlacedSuccessor(
  country: MapCountry,
  byKey: ReadonlyMap<string, MapCountry>,
  isPlaced: (key: string) => boolean,
  seen: ReadonlySet<string> = new Set(),
): MapCountry | undefined {
  const heirs = country.successors.flatMap(({ key }) => (seen.has(key) ? [] : (byKey.get(key) ?? [])));
  const placed = heirs.find(({ key }) => isPlaced(key));
  if (placed) return placed;
  for (const heir of heirs) {
    const further = findPlacedSuccessor(heir, byKey, isPlaced, new Set([...seen, country.key]));
    if (further) return further;
  }
  return undefined;
}

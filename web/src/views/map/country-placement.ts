import type { MapCountry } from './generated/operations.ts';
import type { Point, World } from './project-world.ts';
import { points } from './small-country-points.ts';

/** Where a country is drawn: its own shape, a point, or beside what took its place. */
export interface Place {
  readonly at: Point;
  /** Of its own. */
  readonly shape?: string;
  /** The state at which a former one is drawn. */
  readonly via?: MapCountry;
}

/** Shapes that are not found by M49: Natural Earth has no number for Kosovo, and M49 none for Taiwan, whose ISO number is 158. */
const shapesByKey: Readonly<Record<string, string>> = { XK: 'Kosovo', TW: '158' };

/** How far below its successor, and below the former one before it, a former state is drawn. */
const below = 9;

/** Where each country is drawn; who has no place is not among them. */
export function placesOf(world: World, countries: readonly MapCountry[]): ReadonlyMap<string, Place> {
  const byKey = new Map(countries.map((country) => [country.key, country]));
  const places = new Map<string, Place>();
  for (const country of countries) {
    const own = ownPlace(world, country);
    if (own) places.set(country.key, own);
  }
  const held = new Map<string, number>();
  for (const country of countries) {
    if (places.has(country.key)) continue;
    const via = placedSuccessor(country, byKey, (key) => ownPlace(world, byKey.get(key)) !== undefined);
    const there = via && places.get(via.key);
    if (!there) continue;
    const nth = (held.get(via.key) ?? 0) + 1;
    held.set(via.key, nth);
    places.set(country.key, { at: [there.at[0], there.at[1] + nth * below], via });
  }
  return places;
}

function ownPlace(world: World, country: MapCountry | undefined): Place | undefined {
  if (!country) return undefined;
  const shape = shapesByKey[country.key] ?? country.m49 ?? '';
  const middle = world.middles.get(shape);
  if (middle) return { at: middle, shape };
  const point = country.m49 === null ? undefined : points[country.m49];
  return point && { at: world.project(point) };
}

/** The first of those that took its place, or that took theirs: the record names the continuing one first. */
function placedSuccessor(
  country: MapCountry,
  byKey: ReadonlyMap<string, MapCountry>,
  isPlaced: (key: string) => boolean,
  seen: ReadonlySet<string> = new Set(),
): MapCountry | undefined {
  const heirs = country.successors.flatMap(({ key }) => (seen.has(key) ? [] : (byKey.get(key) ?? [])));
  const placed = heirs.find(({ key }) => isPlaced(key));
  if (placed) return placed;
  for (const heir of heirs) {
    const further = placedSuccessor(heir, byKey, isPlaced, new Set([...seen, country.key]));
    if (further) return further;
  }
  return undefined;
}

import { editDistance } from './edit-distance.ts';

const maxDistance = 2;

/** Returns the known name that a misspelled one probably means, whatever its case; undefined if none is near. */
export function findNearestName(name: string, known: readonly string[]): string | undefined {
  const [nearest] = known
    .map((one) => ({ one, distance: editDistance(name.toLowerCase(), one.toLowerCase(), maxDistance) }))
    .filter(({ one, distance }) => distance <= maxDistance && distance < one.length / 2)
    .toSorted((first, second) => first.distance - second.distance);
  return nearest?.one;
}

/** Returns " Did you mean …?" with the known name that a misspelled one probably means; empty text if none is near. */
export function suggestName(name: string, known: readonly string[]): string {
  const nearest = findNearestName(name, known);
  return nearest === undefined ? '' : ` Did you mean "${nearest}"?`;
}

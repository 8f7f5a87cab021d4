import { formatCount } from '../../format/labels.ts';
import type { CountryPlacement } from './country-placement.ts';
import type { VisitMap, VisitPair } from './generated/operations.ts';
import type { Geography } from './load-geography.ts';

/** A country with its visits under the filter. */
export interface CountryVisitCounts {
  readonly key: string;
  readonly name: string;
  readonly hostedCount: number;
  readonly madeCount: number;
}

/** Visits from one country to another, between two places that can be told apart. */
export interface Arc {
  readonly from: CountryVisitCounts;
  readonly to: CountryVisitCounts;
  readonly count: number;
  readonly d: string;
  readonly end: CountryPlacement['position'];
}

export interface VisitCounts {
  /** Every country that has visits, by name. */
  readonly countries: readonly CountryVisitCounts[];
  readonly byKey: ReadonlyMap<string, CountryVisitCounts>;
  readonly arcs: readonly Arc[];
  /** Pairs without an arc, since they are drawn at one place, or one of them at none. */
  readonly pairsWithoutArc: readonly VisitPair[];
  /** Visits on which the country of a traveller is not on record. */
  readonly unknownOriginCount: number;
}

/** `Kazakhstan: 3 visits hosted, 1 made`, and of a former state where it is drawn. */
export function formatCountryVisitCounts(
  { name, hostedCount: hosted, madeCount: made }: CountryVisitCounts,
  place?: CountryPlacement,
): string {
  const via = place?.successor ? `; a former state, drawn below ${place.successor.name}` : '';
  return `${name}: ${formatCount(hosted, 'visit')} hosted, ${made.toLocaleString('en')} made${via}`;
}

export function computeVisitCounts(
  { pairs, hosted, made }: VisitMap,
  { world, placements: places }: Geography,
): VisitCounts {
  const hostedBy = new Map(hosted.flatMap(({ host, count }) => (host ? [[host.key, count]] : [])));
  const madeBy = new Map(
    made.flatMap(({ travellerCountry, count }) => (travellerCountry ? [[travellerCountry.key, count]] : [])),
  );
  const byKey = new Map<string, CountryVisitCounts>();
  for (const party of pairs.flatMap(({ host, travellerCountry }) => [host, travellerCountry])) {
    if (!party || byKey.has(party.key)) continue;
    byKey.set(party.key, {
      ...party,
      hostedCount: hostedBy.get(party.key) ?? 0,
      madeCount: madeBy.get(party.key) ?? 0,
    });
  }
  const arcs: Arc[] = [];
  const arcless: VisitPair[] = [];
  for (const pair of pairs) {
    const from = pair.travellerCountry && byKey.get(pair.travellerCountry.key);
    const to = pair.host && byKey.get(pair.host.key);
    if (!from || !to) continue;
    const [start, end] = [places.get(from.key), places.get(to.key)];
    if (!start || !end || from.key === to.key) arcless.push(pair);
    else arcs.push({ from, to, count: pair.count, d: world.drawArc(start.position, end.position), end: end.position });
  }
  return {
    countries: [...byKey.values()].sort((a, b) => a.name.localeCompare(b.name, 'en')),
    byKey,
    arcs,
    pairsWithoutArc: arcless,
    unknownOriginCount: pairs.reduce((sum, { travellerCountry, count }) => (travellerCountry ? sum : sum + count), 0),
  };
}

/** How many pairs of countries: a row without the traveller's country is none. */
export const countKnownPairs = (pairs: readonly VisitPair[]): number =>
  pairs.filter(({ travellerCountry }) => travellerCountry).length;

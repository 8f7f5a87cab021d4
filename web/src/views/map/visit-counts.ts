import { formatCount } from '../../format/labels.ts';
import type { CountryPlacement } from './country-placement.ts';
import type { VisitMap, VisitPair } from './generated/operations.ts';
import type { Geography } from './load-geography.ts';

/** A country with its numbers of visits that match the filter. */
export interface CountryVisitCounts {
  readonly key: string;
  readonly name: string;
  readonly hostedCount: number;
  readonly madeCount: number;
}

/** Visits from one country to another, drawn between two different positions. */
export interface Arc {
  readonly from: CountryVisitCounts;
  readonly to: CountryVisitCounts;
  readonly count: number;
  readonly start: CountryPlacement['position'];
  readonly end: CountryPlacement['position'];
}

export interface VisitCounts {
  /** All countries with visits, in order of name. */
  readonly countries: readonly CountryVisitCounts[];
  readonly byKey: ReadonlyMap<string, CountryVisitCounts>;
  readonly arcs: readonly Arc[];
  /** Pairs that cannot be drawn: both have the same position, or one has none. */
  readonly pairsWithoutArc: readonly VisitPair[];
  /** The number of visits for which the country of a traveller is not on record. */
  readonly unknownOriginCount: number;
}

/** Returns the label of a country: `Kazakhstan: 3 visits hosted, 1 made`, for a former state also its position. */
export function formatCountryVisitCounts(
  { name, hostedCount, madeCount }: CountryVisitCounts,
  placement?: CountryPlacement,
): string {
  return `${name}: ${formatCount(hostedCount, 'visit')} hosted, ${madeCount.toLocaleString('en')} made${describePlacement(placement)}`;
}

/** Returns where a former state is drawn, to end a label. */
export const describePlacement = (placement: CountryPlacement | undefined): string =>
  placement?.successor ? `; a former state, drawn below ${placement.successor.name}` : '';

export function computeVisitCounts({ pairs, hosted, made }: VisitMap, { placements }: Geography): VisitCounts {
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
  const pairsWithoutArc: VisitPair[] = [];
  for (const pair of pairs) {
    const from = pair.travellerCountry && byKey.get(pair.travellerCountry.key);
    const to = pair.host && byKey.get(pair.host.key);
    if (!from || !to) continue;
    const [start, end] = [placements.get(from.key), placements.get(to.key)];
    if (!start || !end || from.key === to.key) pairsWithoutArc.push(pair);
    else arcs.push({ from, to, count: pair.count, start: start.position, end: end.position });
  }
  return {
    countries: [...byKey.values()].sort((a, b) => a.name.localeCompare(b.name, 'en')),
    byKey,
    arcs,
    pairsWithoutArc,
    unknownOriginCount: pairs.reduce((sum, { travellerCountry, count }) => (travellerCountry ? sum : sum + count), 0),
  };
}

/** The visits between a country and the selected one, in both directions. */
export interface VisitsBetween {
  readonly toSelected: number;
  readonly fromSelected: number;
}

/** Counts the visits of each other country to the selected one and from it. */
export function countVisitsBetween({ pairs }: VisitMap, selectedKey: string): ReadonlyMap<string, VisitsBetween> {
  const counts = new Map<string, VisitsBetween>();
  for (const { host, travellerCountry, count } of pairs) {
    if (!host || !travellerCountry || host.key === travellerCountry.key) continue;
    const other = host.key === selectedKey ? travellerCountry : travellerCountry.key === selectedKey ? host : undefined;
    if (!other) continue;
    const { toSelected, fromSelected } = counts.get(other.key) ?? { toSelected: 0, fromSelected: 0 };
    counts.set(
      other.key,
      host.key === selectedKey
        ? { toSelected: toSelected + count, fromSelected }
        : { toSelected, fromSelected: fromSelected + count },
    );
  }
  return counts;
}

/** Counts the pairs for which the country of the traveller is known. */
export const countKnownPairs = (pairs: readonly VisitPair[]): number =>
  pairs.filter(({ travellerCountry }) => travellerCountry).length;

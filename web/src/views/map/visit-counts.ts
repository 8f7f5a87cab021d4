import { counted } from '../../format/labels.ts';
import type { Place } from './country-placement.ts';
import type { VisitMap, VisitPair } from './generated/operations.ts';
import type { Ground } from './load-geography.ts';

/** A country with its visits under the filter. */
export interface Counted {
  readonly key: string;
  readonly name: string;
  readonly hosted: number;
  readonly made: number;
}

/** Visits from one country to another, between two places that can be told apart. */
export interface Arc {
  readonly from: Counted;
  readonly to: Counted;
  readonly count: number;
  readonly d: string;
  readonly end: Place['at'];
}

export interface Counts {
  /** Every country that has visits, by name. */
  readonly countries: readonly Counted[];
  readonly byKey: ReadonlyMap<string, Counted>;
  readonly arcs: readonly Arc[];
  /** Pairs without an arc, since they are drawn at one place, or one of them at none. */
  readonly arcless: readonly VisitPair[];
  /** Visits on which the country of a traveller is not on record. */
  readonly unknown: number;
}

/** `Kazakhstan: 3 visits hosted, 1 made`, and of a former state where it is drawn. */
export function countsText({ name, hosted, made }: Counted, place?: Place): string {
  const via = place?.via ? `; a former state, drawn below ${place.via.name}` : '';
  return `${name}: ${counted(hosted, 'visit')} hosted, ${made.toLocaleString('en')} made${via}`;
}

export function countsOf({ pairs, hosted, made }: VisitMap, { world, places }: Ground): Counts {
  const hostedBy = new Map(hosted.flatMap(({ host, count }) => (host ? [[host.key, count]] : [])));
  const madeBy = new Map(
    made.flatMap(({ travellerCountry, count }) => (travellerCountry ? [[travellerCountry.key, count]] : [])),
  );
  const byKey = new Map<string, Counted>();
  for (const party of pairs.flatMap(({ host, travellerCountry }) => [host, travellerCountry])) {
    if (!party || byKey.has(party.key)) continue;
    byKey.set(party.key, { ...party, hosted: hostedBy.get(party.key) ?? 0, made: madeBy.get(party.key) ?? 0 });
  }
  const arcs: Arc[] = [];
  const arcless: VisitPair[] = [];
  for (const pair of pairs) {
    const from = pair.travellerCountry && byKey.get(pair.travellerCountry.key);
    const to = pair.host && byKey.get(pair.host.key);
    if (!from || !to) continue;
    const [start, end] = [places.get(from.key), places.get(to.key)];
    if (!start || !end || from.key === to.key) arcless.push(pair);
    else arcs.push({ from, to, count: pair.count, d: world.arc(start.at, end.at), end: end.at });
  }
  return {
    countries: [...byKey.values()].sort((a, b) => a.name.localeCompare(b.name, 'en')),
    byKey,
    arcs,
    arcless,
    unknown: pairs.reduce((sum, { travellerCountry, count }) => (travellerCountry ? sum : sum + count), 0),
  };
}

/** How many pairs of countries: a row without the traveller's country is none. */
export const knownPairs = (pairs: readonly VisitPair[]): number =>
  pairs.filter(({ travellerCountry }) => travellerCountry).length;

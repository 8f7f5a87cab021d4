import { Random } from '../random.ts';

/** A cell of BACI: exporter and importer as the numbers of their places in the list, value in thousands of dollars, quantity in tonnes. */
export interface BaciFlow {
  year: number;
  exporter: number;
  importer: number;
  commodity: number;
  /** As the file writes it. */
  value: string;
  quantity: string;
}

const lastYear = 2024;
const maxFlowsPerYear = 500_000;

/** How the flows of a year fall to a pair: as the weights of both, but never more than there are commodities. */
function flowsPerPair(
  states: number,
  commodities: number,
  flows: number,
): (exporter: number, importer: number) => number {
  const weight = (rank: number): number => 1 / (rank + 1) ** 0.8;
  const of = (scale: number) => (exporter: number, importer: number) =>
    exporter === importer ? 0 : Math.min(commodities / 2, scale * weight(exporter) * weight(importer));
  const total = (scale: number): number => {
    const part = of(scale);
    let sum = 0;
    for (let one = 0; one < states; one += 1) for (let other = 0; other < states; other += 1) sum += part(one, other);
    return sum;
  };
  let [low, high] = [0, flows * states];
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (total(middle) < flows) low = middle;
    else high = middle;
  }
  return of(high);
}

/** So many flows, or a few less, in the order of BACI's files: by year, exporter, importer and commodity; no two alike. */
export function* generateBaciFlows({
  states,
  commodities,
  count,
}: {
  states: number;
  commodities: number;
  count: number;
}): Generator<BaciFlow> {
  const random = new Random(6);
  const years = Math.max(2, Math.ceil(count / maxFlowsPerYear));
  const part = flowsPerPair(states, commodities, count / years);
  for (let year = lastYear - years + 1; year <= lastYear; year += 1) {
    let owed = 0;
    for (let exporter = 0; exporter < states; exporter += 1)
      for (let importer = 0; importer < states; importer += 1) {
        owed += part(exporter, importer);
        const now = Math.floor(owed);
        owed -= now;
        for (const commodity of drawDistinct(random, now, commodities)) {
          // From some dollars to billions, most of them small.
          const value = Math.exp(4 + 2.5 * (random.next() + random.next() + random.next() + random.next() - 2) * 1.7);
          const quantity = random.chance(0.03) ? 'NA' : (value * (0.1 + random.next())).toFixed(3);
          yield { year, exporter, importer, commodity, value: Math.max(0.001, value).toFixed(3), quantity };
        }
      }
  }
}

/** So many different numbers below `end`, in their order. */
function drawDistinct(random: Random, count: number, end: number): number[] {
  const found = new Set<number>();
  while (found.size < count) found.add(random.nextInt(end));
  return [...found].sort((one, other) => one - other);
}

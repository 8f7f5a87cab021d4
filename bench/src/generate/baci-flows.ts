import { Random } from '../random.ts';

/** A row of BACI: exporter, importer and commodity as list indexes, value in thousands of dollars, quantity in tonnes. */
export interface BaciFlow {
  year: number;
  exporter: number;
  importer: number;
  commodity: number;
  /** In the notation of the file. */
  value: string;
  quantity: string;
}

const lastYear = 2024;
const maxFlowsPerYear = 500_000;

/** Returns a function that distributes the flows of a year among pairs by the weights of both states. */
function flowsPerPair(
  states: number,
  commodities: number,
  flows: number,
): (exporter: number, importer: number) => number {
  const weight = (rank: number): number => 1 / (rank + 1) ** 0.8;
  const scaled = (scale: number) => (exporter: number, importer: number) =>
    exporter === importer ? 0 : Math.min(commodities / 2, scale * weight(exporter) * weight(importer));
  const total = (scale: number): number => {
    const flowsOf = scaled(scale);
    let sum = 0;
    for (let exporter = 0; exporter < states; exporter += 1)
      for (let importer = 0; importer < states; importer += 1) sum += flowsOf(exporter, importer);
    return sum;
  };
  let [low, high] = [0, flows * states];
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2;
    if (total(middle) < flows) low = middle;
    else high = middle;
  }
  return scaled(high);
}

/** Generates `count` distinct flows, or a few less, in the order of BACI's files: year, exporter, importer, commodity. */
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
  const flowsOf = flowsPerPair(states, commodities, count / years);
  for (let year = lastYear - years + 1; year <= lastYear; year += 1) {
    let owed = 0;
    for (let exporter = 0; exporter < states; exporter += 1)
      for (let importer = 0; importer < states; importer += 1) {
        owed += flowsOf(exporter, importer);
        const flowCount = Math.floor(owed);
        owed -= flowCount;
        for (const commodity of drawDistinct(random, flowCount, commodities)) {
          // From a few dollars to billions, most of them small.
          const value = Math.exp(4 + 2.5 * (random.next() + random.next() + random.next() + random.next() - 2) * 1.7);
          const quantity = random.chance(0.03) ? 'NA' : (value * (0.1 + random.next())).toFixed(3);
          yield { year, exporter, importer, commodity, value: Math.max(0.001, value).toFixed(3), quantity };
        }
      }
  }
}

/** Returns `count` different integers below `end` in ascending order. */
function drawDistinct(random: Random, count: number, end: number): number[] {
  const numbers = new Set<number>();
  while (numbers.size < count) numbers.add(random.nextInt(end));
  return [...numbers].sort((left, right) => left - right);
}

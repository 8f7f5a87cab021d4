import type { LoadResult } from '../measure/run-wrk.ts';

/** The same query put to two worlds, by round: of each request the processor time, of all what was read from the disk. */
export type GrowthRounds = Record<'medium' | 'large', (LoadResult & { cpuMs: number; diskMb: number })[]>;

export interface GrowthSummary {
  /** The medians, in milliseconds. */
  medium: number;
  large: number;
  /** Of p50, round by round, and the median of it. */
  rounds: number[];
  growth: number;
  /** Of processor time, the median of the rounds. */
  cpu: number;
}

/** The two of a round were measured one right after the other: they are compared with each other alone. */
export function summarizeGrowth({ medium, large }: GrowthRounds): GrowthSummary {
  const ratios = (value: (one: GrowthRounds['large'][number]) => number): number[] =>
    large.map((one, index) => {
      const other = medium[index];
      if (!other) throw new Error('A round has no other half.');
      return roundToHundredths(value(one) / value(other));
    });
  const rounds = ratios(({ p50 }) => p50);
  return {
    medium: median(medium.map(({ p50 }) => p50)),
    large: median(large.map(({ p50 }) => p50)),
    rounds,
    growth: median(rounds),
    cpu: median(ratios(({ cpuMs }) => cpuMs)),
  };
}

const roundToHundredths = (number: number): number => Math.round(number * 100) / 100;

/** Of an even number the upper one of the middle two: no round is made better than it was. */
function median(numbers: readonly number[]): number {
  const middle = numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)];
  if (middle === undefined) throw new Error('Nothing was measured.');
  return middle;
}

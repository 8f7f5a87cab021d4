import type { LoadResult } from '../measure/run-wrk.ts';
import { median, roundToHundredths } from '../measure/statistics.ts';

/** The rounds of one query on two worlds, with the processor time of a request and the data read from disk in a run. */
export type GrowthRounds = Record<'medium' | 'large', (LoadResult & { cpuMs: number; diskMb: number })[]>;

export interface GrowthSummary {
  /** Median p50 in milliseconds. */
  medium: number;
  large: number;
  /** Ratio of p50 in each round, and the median ratio. */
  rounds: number[];
  growth: number;
  /** Median ratio of processor time. */
  cpu: number;
}

/** Compares the two runs of each round with each other alone: they ran one right after the other. */
export function summarizeGrowth({ medium, large }: GrowthRounds): GrowthSummary {
  const ratios = (value: (run: GrowthRounds['large'][number]) => number): number[] =>
    large.map((largeRun, index) => {
      const mediumRun = medium[index];
      if (!mediumRun) throw new Error(`Round ${index + 1} has no run on the medium world.`);
      return roundToHundredths(value(largeRun) / value(mediumRun));
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

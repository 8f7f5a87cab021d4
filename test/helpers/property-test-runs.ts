/** How often a law is tried with chance values: CHANCERY_TEST_RUNS multiplies it, for a longer search. */
export const scaleRuns = (count: number): number =>
  Math.max(1, Math.round(count * Number(process.env.CHANCERY_TEST_RUNS ?? 1)));

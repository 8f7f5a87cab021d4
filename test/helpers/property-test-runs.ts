/** Returns how many random inputs a property test tries: `count` times CHANCERY_TEST_RUNS, which is 1 by default. */
export const scaleRuns = (count: number): number =>
  Math.max(1, Math.round(count * Number(process.env.CHANCERY_TEST_RUNS ?? 1)));

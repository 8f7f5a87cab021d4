const startedAt = performance.now();

/** Logs a step to stderr, with the seconds since the start. */
export const logProgress = (step: string): void =>
  void process.stderr.write(`${((performance.now() - startedAt) / 1000).toFixed(0).padStart(5)} s  ${step}\n`);

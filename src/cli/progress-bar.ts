interface Progress {
  update(done: number): void;
  stop(): void;
}

const noProgress: Progress = { update: () => undefined, stop: () => undefined };

/** Shows progress, rate and remaining time on stderr if it is a terminal. */
export async function createProgressBar(total: number | undefined): Promise<Progress> {
  if (!process.stderr.isTTY) return noProgress;
  const { default: cliProgress } = await import('cli-progress');
  const format =
    total === undefined
      ? '  {value} read, {rate}/s, {duration_formatted}'
      : '  {bar} {value} / {total}, {rate}/s, {eta_formatted} left';
  // A long buffer keeps the estimate of the remaining time from jumping.
  const bar = new cliProgress.SingleBar(
    { format, stream: process.stderr, clearOnComplete: true, etaBuffer: 1_000 },
    cliProgress.Presets.shades_classic,
  );
  bar.start(total ?? 0, 0, { rate: '–' });
  let first: { done: number; at: number } | undefined;
  return {
    update(done) {
      const now = performance.now();
      first ??= { done, at: now };
      const seconds = (now - first.at) / 1_000;
      bar.update(done, seconds > 0.5 ? { rate: Math.round((done - first.done) / seconds).toLocaleString('en') } : {});
    },
    stop: () => bar.stop(),
  };
}

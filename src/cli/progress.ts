import cliProgress from 'cli-progress';

interface Progress {
  update(done: number): void;
  stop(): void;
}

const silent: Progress = { update: () => undefined, stop: () => undefined };

/** A bar on stderr when a person watches; nothing otherwise. */
export function progressBar(total: number | undefined): Progress {
  if (!process.stderr.isTTY) return silent;
  const format = total === undefined ? '  {value} read, {duration_formatted}' : '  {bar} {value} / {total}, {eta_formatted} left';
  const bar = new cliProgress.SingleBar({ format, stream: process.stderr, clearOnComplete: true }, cliProgress.Presets.shades_classic);
  bar.start(total ?? 0, 0);
  return { update: (done) => bar.update(done), stop: () => bar.stop() };
}

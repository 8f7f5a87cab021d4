import cluster from 'node:cluster';
import { once } from 'node:events';

/** Runs `serve` in so many processes on one port; the parent is told once all of them listen. */
export async function serveInProcesses(
  processes: number,
  serve: (listening: () => void) => Promise<void> | void,
): Promise<void> {
  // None outlives the bench.
  if (process.send) process.on('disconnect', () => process.exit(0));
  const tell = (): void => void process.send?.('listening');
  if (!cluster.isPrimary || processes === 1) return serve(tell);
  let waiting = processes;
  const workers = Array.from({ length: processes }, () => cluster.fork());
  for (const worker of workers)
    worker.on('message', () => {
      waiting -= 1;
      if (waiting === 0) tell();
    });
  // None outlives the one that was asked to end.
  process.on('SIGTERM', async () => {
    const gone = workers.map((worker) => once(worker, 'exit'));
    for (const worker of workers) worker.process.kill('SIGTERM');
    await Promise.all(gone);
    process.exit(0);
  });
}

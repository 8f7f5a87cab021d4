import cluster from 'node:cluster';
import { once } from 'node:events';

/** Runs `serve` in several processes on one port, and notifies the parent process when all of them listen. */
export async function serveInProcesses(
  processes: number,
  serve: (listening: () => void) => Promise<void> | void,
): Promise<void> {
  // Stops with the bench.
  if (process.send) process.on('disconnect', () => process.exit(0));
  const notifyParent = (): void => void process.send?.('listening');
  if (!cluster.isPrimary || processes === 1) return serve(notifyParent);
  let startingCount = processes;
  const workers = Array.from({ length: processes }, () => cluster.fork());
  for (const worker of workers)
    worker.on('message', () => {
      startingCount -= 1;
      if (startingCount === 0) notifyParent();
    });
  // Workers stop with the primary process.
  process.on('SIGTERM', async () => {
    const exits = workers.map((worker) => once(worker, 'exit'));
    for (const worker of workers) worker.process.kill('SIGTERM');
    await Promise.all(exits);
    process.exit(0);
  });
}

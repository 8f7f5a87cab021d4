import './module-cache.ts';
import { parseSettings, stopMessage, type WorkerMessage } from './worker-messages.ts';

const [{ StartError }, { createLog }, { startService: startServing }] = await Promise.all([
  import('../model/errors.ts'),
  import('./log.ts'),
  import('./start-service.ts'),
]);
const values = parseSettings(process.argv[2] ?? '');
const log = await createLog(values);
const sendMessage = (message: WorkerMessage): Promise<void> =>
  new Promise((sent) => process.send?.(message, undefined, {}, () => sent()));

// A terminal and a service manager signal every process; the primary alone acts on it, and tells its workers.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);
process.on('uncaughtException', (error) => {
  log.fatal({ err: error }, 'unexpected error');
  process.exit(3);
});

try {
  const starting = startServing(values, log);
  process.on('message', async (message) => {
    if (message !== stopMessage) return;
    await (await starting).close();
    process.exit(0);
  });
  const { url, port } = await starting;
  await sendMessage({ listening: { url, port } });
} catch (error) {
  if (!(error instanceof StartError)) log.fatal({ err: error }, 'unexpected error');
  await sendMessage({ startError: error instanceof Error ? error.message : String(error) });
  process.exit(3);
}

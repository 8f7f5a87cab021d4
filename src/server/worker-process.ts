import { enableCompileCache } from 'node:module';
import type { SettingValues } from './settings.ts';
import { pingMessage, stopMessage, type WorkerMessage } from './worker-messages.ts';

enableCompileCache();

const [{ StartError }, { createLog }, { startService }] = await Promise.all([
  import('../model/errors.ts'),
  import('./log.ts'),
  import('./start-service.ts'),
]);
const values = JSON.parse(process.argv[2] ?? '') as SettingValues;
const log = await createLog(values);
const sendMessage = (message: WorkerMessage): Promise<void> =>
  new Promise((sent) => process.send?.(message, undefined, {}, () => sent()));

// Terminals and service managers signal every process; only the primary acts on it and stops its workers.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);
process.on('uncaughtException', (error) => {
  log.fatal({ err: error }, 'unexpected error');
  process.exit(3);
});

try {
  const starting = startService(values, log);
  process.on('message', async (message) => {
    if (message === pingMessage) await sendMessage({ isAlive: true });
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

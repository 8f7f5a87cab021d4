import type { Logger } from 'pino';
import { createLog } from './log.ts';
import type { Config } from './settings.ts';
import { startService } from './start-service.ts';
import { startWorkerPool } from './worker-pool.ts';

/** Config -> open -> listen -> signals. Resolves once it listens; the process ends with the graceful stop. */
export async function serve({ values }: Config, { quiet }: { quiet: boolean }): Promise<void> {
  const log = await createLog(values);
  const { url, port, close, ...more } = await (values.CHANCERY_WORKERS > 1
    ? startWorkerPool(values, log)
    : startService(values, log));
  stopOnSignal(log, close);
  const playground = `${url}/graphql`;
  log.info({ url: playground, port, database: values.CHANCERY_DB, ...more }, 'listening');
  if (process.stdout.isTTY && !quiet) process.stdout.write(`\nChancery is at ${toDisplayUrl(playground)}\n\n`);
}

// npm passes a terminal's Ctrl-C on to a child that has received it already: one press, two signals.
const duplicateSignalMs = 500;

function stopOnSignal(log: Logger, stop: () => Promise<void>): void {
  let firstAt: number | undefined;
  async function onSignal(signal: 'SIGINT' | 'SIGTERM'): Promise<void> {
    if (firstAt !== undefined) {
      if (Date.now() - firstAt > duplicateSignalMs) process.exit(signal === 'SIGINT' ? 130 : 143);
      return;
    }
    firstAt = Date.now();
    log.info({ signal }, 'stopping: requests in flight may finish; a second signal quits at once');
    try {
      await stop();
      log.info({ ms: Date.now() - firstAt }, 'stopped');
      process.exit(0);
    } catch (error) {
      log.fatal({ err: error }, 'could not stop cleanly');
      process.exit(3);
    }
  }
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'unexpected error');
    process.exit(3);
  });
}

/** Browsers show, and people type, localhost. */
const toDisplayUrl = (url: string): string => url.replace(/\/\/(127\.0\.0\.1|0\.0\.0\.0|\[::1?\]):/, '//localhost:');

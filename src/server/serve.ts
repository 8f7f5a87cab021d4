import type { Logger } from 'pino';
import { createLog } from './log.ts';
import type { Config, SettingValues } from './settings.ts';
import { startService } from './start-service.ts';
import { startWorkerPool } from './worker-pool.ts';

/**
 * Starts the service and handles signals. Resolves once it listens; the process exits after a
 * graceful shutdown.
 */
export async function serve(config: Config, { quiet }: { quiet: boolean }): Promise<void> {
  const isWatched = process.stdout.isTTY && !quiet;
  const values = isWatched ? hideRequests(config) : config.values;
  const log = await createLog(values);
  const { url, port, close, ...details } = await (values.CHANCERY_WORKERS > 1
    ? startWorkerPool(values, log)
    : startService(values, log));
  stopOnSignal(log, close);
  const playground = `${url}/graphql`;
  log.info({ url: playground, port, database: values.CHANCERY_DB, ...details }, 'listening');
  const address = toDisplayUrl(url);
  if (isWatched) process.stdout.write(`Chancery is ready at ${address}/ (API: ${address}/graphql). Ctrl-C stops it.\n`);
}

/** Returns the settings of a server that a person starts in a terminal: without a choice of log, it shows only problems. */
function hideRequests({ values, settings }: Config): SettingValues {
  const isChosen = settings.some(({ name, origin }) => logSettings.has(name) && origin !== 'default');
  return isChosen ? values : { ...values, LOG_LEVEL: 'warn' };
}

const logSettings: ReadonlySet<string> = new Set(['LOG_LEVEL', 'LOG_FORMAT']);

// npm forwards Ctrl-C to a child that the terminal has already signaled, so one press sends two signals.
const duplicateSignalMs = 500;

/** Stops on SIGINT and SIGTERM and exits; a second signal exits at once. */
export function stopOnSignal(log: Logger, stop: () => Promise<void>): void {
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

/** Replaces loopback and wildcard addresses with localhost. */
const toDisplayUrl = (url: string): string => url.replace(/\/\/(127\.0\.0\.1|0\.0\.0\.0|\[::1?\]):/, '//localhost:');

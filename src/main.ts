import type { Logger } from 'pino';
import { createApi } from './api.ts';
import type { Config } from './config.ts';
import { createLog } from './log.ts';
import { openRecord } from './record.ts';
import { type RunningServer, startServer } from './server.ts';

/** Config -> open -> listen -> signals. Resolves once it listens; the process ends with the graceful stop. */
export async function serve({ values }: Config, { quiet }: { quiet: boolean }): Promise<void> {
  const log = await createLog(values);
  const db = await openRecord(values.CHANCERY_DB, {
    empty: false,
    sources: values.CHANCERY_SOURCES,
    onMade: (reports) => {
      const records = reports.reduce((all, { created }) => all + created, 0);
      log.info({ database: values.CHANCERY_DB, records }, 'made the database');
    },
  });
  const api = createApi({ db, log });
  let server: RunningServer;
  try {
    server = await startServer({ api, host: values.HOST, port: values.PORT, log, stopSeconds: values.CHANCERY_STOP_SECONDS });
  } catch (error) {
    await api.dispose();
    await db.close();
    throw error;
  }

  stopOnSignal(log, async () => {
    api.endStreams();
    await server.close();
    await api.dispose();
    await db.close();
  });
  const playground = `${server.url}/graphql`;
  log.info({ url: playground, port: server.port, database: values.CHANCERY_DB }, 'listening');
  if (process.stdout.isTTY && !quiet) process.stdout.write(`\nChancery is at ${forPeople(playground)}\n\n`);
}

// npm passes a terminal's Ctrl-C on to a child that has received it already: one press, two signals.
const samePressMs = 500;

function stopOnSignal(log: Logger, stop: () => Promise<void>): void {
  let firstAt: number | undefined;
  async function onSignal(signal: 'SIGINT' | 'SIGTERM'): Promise<void> {
    if (firstAt !== undefined) {
      if (Date.now() - firstAt > samePressMs) process.exit(signal === 'SIGINT' ? 130 : 143);
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
const forPeople = (url: string): string => url.replace(/\/\/(127\.0\.0\.1|0\.0\.0\.0|\[::1?\]):/, '//localhost:');

import { setFlagsFromString } from 'node:v8';
import type { Logger } from 'pino';
import { createApi } from '../api/create-api.ts';
import { openRecord } from '../ingest/create-database.ts';
import { openExplorer } from './explorer.ts';
import { startServer } from './http-server.ts';
import { readManifest } from './persisted-manifest.ts';
import { openRate } from './rate-limiter.ts';
import type { Values } from './settings.ts';

/** What listens, in this process or in several. */
export interface Serving {
  url: string;
  port: number;
  /** Lets what is in flight finish, and closes the database. */
  close(): Promise<void>;
}

/** Opens the database at `CHANCERY_DB`, made first where there is none. */
export const openSettled = (values: Values, log: Logger): ReturnType<typeof openRecord> =>
  openRecord(values.CHANCERY_DB, {
    empty: false,
    sources: values.CHANCERY_SOURCES,
    onMade: (reports) => {
      const records = reports.reduce((all, { created }) => all + created, 0);
      log.info({ database: values.CHANCERY_DB, records }, 'made the database');
    },
  });

/** Database, API, explorer and server in this process. */
export async function startServing(values: Values, log: Logger): Promise<Serving> {
  // V8 looks for what nobody needs any more once that has doubled; by itself it would let some hundred megabytes come together first.
  setFlagsFromString('--heap-growing-percent=100');
  const persisted = {
    manifest: readManifest(values.CHANCERY_MANIFEST),
    only: values.CHANCERY_DOCUMENTS === 'manifest',
  };
  const rate = await openRate(values, log);
  const db = await openSettled(values, log);
  const api = createApi({ db, log, persisted, rate, cacheBytes: values.CHANCERY_CACHE_MB * 1024 * 1024 });
  const explorer = openExplorer();
  const dispose = async (): Promise<void> => {
    await api.dispose();
    await db.close();
  };
  try {
    const { url, port, close } = await startServer({
      api: { answer: async (asked) => explorer(asked) ?? api.answer(asked) },
      host: values.HOST,
      port: values.PORT,
      log,
      stopSeconds: values.CHANCERY_STOP_SECONDS,
      trustProxy: values.CHANCERY_TRUST_PROXY === 'on',
    });
    return {
      url,
      port,
      async close() {
        api.endStreams();
        await close();
        await dispose();
      },
    };
  } catch (error) {
    await dispose();
    throw error;
  }
}

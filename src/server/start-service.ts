import type { Logger } from 'pino';
import { createApi } from '../api/create-api.ts';
import { openOrCreateDatabase } from '../ingest/create-database.ts';
import { ReaderPool } from '../store/reader-pool.ts';
import { createAdmission } from './cluster-admission.ts';
import { createExplorerHandler } from './explorer.ts';
import { createHostCheck } from './host-check.ts';
import { startHttpServer } from './http-server.ts';
import { readManifest } from './persisted-manifest.ts';
import { createRateLimiter } from './rate-limiter.ts';
import { resolveReaderThreads } from './reader-thread-count.ts';
import type { SettingValues } from './settings.ts';

/** A running server, in this process or in several. */
export interface RunningService {
  url: string;
  port: number;
  /** Lets requests in flight finish, then closes the database. */
  close(): Promise<void>;
}

/** Opens the database at `CHANCERY_DB`; creates it if it does not exist. */
export const openConfiguredDatabase = (values: SettingValues, log: Logger): ReturnType<typeof openOrCreateDatabase> =>
  openOrCreateDatabase(values.CHANCERY_DB, {
    empty: false,
    sources: values.CHANCERY_SOURCES,
    onCreated: (reports) => {
      const records = reports.reduce((all, { created }) => all + created, 0);
      log.info({ database: values.CHANCERY_DB, records }, 'created the database');
    },
  });

/** Starts database, API, explorer and server in this process. */
export async function startService(values: SettingValues, log: Logger): Promise<RunningService> {
  const persistedDocuments = {
    manifest: readManifest(values.CHANCERY_MANIFEST),
    isManifestOnly: values.CHANCERY_DOCUMENTS === 'manifest',
  };
  const rateLimiter = await createRateLimiter(values, log);
  const db = await openConfiguredDatabase(values, log);
  const threadCount = resolveReaderThreads(values);
  const threads =
    threadCount > 0
      ? new ReaderPool({
          path: db.path,
          threads: threadCount,
          admission: createAdmission(),
          onReplace: (reason) => log.warn({ reason }, 'a reader thread is replaced'),
        })
      : undefined;
  threads?.start();
  const api = createApi({
    db,
    threads,
    log,
    persistedDocuments,
    rateLimiter,
    responseCacheBytes: values.CHANCERY_CACHE_MB * 1024 * 1024,
  });
  const dispose = async (): Promise<void> => {
    await api.dispose();
    await threads?.close();
    await db.close();
  };
  try {
    const { url, port, close } = await startHttpServer({
      api,
      explorer: createExplorerHandler(),
      host: values.HOST,
      port: values.PORT,
      log,
      shutdownTimeoutSeconds: values.CHANCERY_STOP_SECONDS,
      trustProxy: values.CHANCERY_TRUST_PROXY === 'on',
      isHostAllowed: createHostCheck(values.HOST, values.CHANCERY_ALLOWED_HOSTS),
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

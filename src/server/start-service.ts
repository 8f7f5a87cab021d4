import type { Logger } from 'pino';
import { createApi } from '../api/create-api.ts';
import type { Database } from '../db/database.ts';
import type { SlowStatementLog } from '../db/slow-statements.ts';
import { openOrCreateDatabase } from '../ingest/create-database.ts';
import { createExplorerHandler } from './explorer.ts';
import { startHttpServer } from './http-server.ts';
import { readManifest } from './persisted-manifest.ts';
import { createRateLimiter } from './rate-limiter.ts';
import type { SettingValues } from './settings.ts';

/** A running server, in this process or in several. */
export interface RunningService {
  url: string;
  port: number;
  /** Lets requests in flight finish, then closes the database. */
  close(): Promise<void>;
}

/** Opens the database at `CHANCERY_DB`; creates it if it does not exist. */
export const openConfiguredDatabase = (values: SettingValues, log: Logger): Promise<Database> =>
  openOrCreateDatabase(values.CHANCERY_DB, {
    empty: false,
    sources: values.CHANCERY_SOURCES,
    slowStatements: createSlowStatementLog(values.CHANCERY_SLOW_MS, log),
    onCreated: (reports) => {
      const records = reports.reduce((all, { created }) => all + created, 0);
      log.info({ database: values.CHANCERY_DB, records }, 'created the database');
    },
  });

const createSlowStatementLog = (thresholdMs: number, log: Logger): SlowStatementLog | undefined =>
  thresholdMs === 0
    ? undefined
    : { thresholdMs, report: (statement, ms) => log.warn({ ms, statement }, 'slow statement') };

/** Starts database, API, explorer and server in this process. */
export async function startService(values: SettingValues, log: Logger): Promise<RunningService> {
  const persistedDocuments = {
    manifest: readManifest(values.CHANCERY_MANIFEST),
    isManifestOnly: values.CHANCERY_DOCUMENTS === 'manifest',
  };
  const rateLimiter = await createRateLimiter(values, log);
  const db = await openConfiguredDatabase(values, log);
  const api = createApi({
    db,
    log,
    persistedDocuments,
    rateLimiter,
    responseCacheBytes: values.CHANCERY_CACHE_MB * 1024 * 1024,
  });
  const dispose = async (): Promise<void> => {
    await api.dispose();
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

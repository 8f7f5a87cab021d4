import cluster from 'node:cluster';
import type { Logger } from 'pino';
import { type Api, createApi } from '../api/create-api.ts';
import type { Database } from '../db/database.ts';
import type { SlowStatementLog } from '../db/slow-statements.ts';
import { openOrCreateDatabase } from '../ingest/create-database.ts';
import { parseNetworks } from '../store/alerts/webhook-address.ts';
import { ReaderPool } from '../store/reader-pool.ts';
import { createAdmission } from './cluster-queue.ts';
import { createExplorerHandler } from './explorer.ts';
import { createHostCheck } from './host-check.ts';
import { startHttpServer } from './http-server.ts';
import { readManifest } from './persisted-manifest.ts';
import { createRateLimiter } from './rate-limiter.ts';
import { resolveReaderThreads } from './reader-thread-count.ts';
import { createRecordPageReader, type RecordPageReader } from './record-page.ts';
import type { SettingValues } from './settings.ts';
import { startConfiguredAlerts } from './start-alerts.ts';

const megabyte = 1024 * 1024;

/** A running server, in this process or in several. */
export interface RunningService {
  url: string;
  port: number;
  /** Lets requests in flight finish, then closes the database. */
  close(): Promise<void>;
}

/** Opens the database at `CHANCERY_DB`; creates it if it does not exist. On a full disk it is opened for reading only. */
export const openConfiguredDatabase = (values: SettingValues, log: Logger): Promise<Database> =>
  openOrCreateDatabase(values.CHANCERY_DB, {
    data: values.CHANCERY_DATA,
    sources: values.CHANCERY_SOURCES,
    maxResultBytes: values.CHANCERY_RESPONSE_MB * megabyte,
    readsFullDisk: true,
    migrationBackup: values.CHANCERY_MIGRATION_BACKUP === 'on',
    onMigrationBackup: (file) => log.info({ file }, 'backed up the database before its update'),
    slowStatements: createSlowStatementLog(values.CHANCERY_SLOW_MS, log),
    onCreate: () => log.info({ database: values.CHANCERY_DB, data: values.CHANCERY_DATA }, 'creating the database'),
    onCreated: (reports) => {
      const records = reports.reduce((all, { created }) => all + created, 0);
      log.info({ database: values.CHANCERY_DB, records }, 'created the database');
    },
  });

const createSlowStatementLog = (thresholdMs: number, log: Logger): SlowStatementLog | undefined =>
  thresholdMs === 0
    ? undefined
    : { thresholdMs, report: (statement, ms) => log.warn({ ms, statement }, 'slow statement') };

/** The API over the configured database, without a port. */
export interface OpenApi {
  api: Api;
  db: Database;
  threads: ReaderPool | undefined;
  readRecordPage: RecordPageReader;
  /** Closes the API, its threads and the database. */
  dispose(): Promise<void>;
}

/** Opens the API in this process, with the database that is open already or the configured one. */
export async function openConfiguredApi(values: SettingValues, log: Logger, openedDb?: Database): Promise<OpenApi> {
  const persistedDocuments = {
    manifest: readManifest(values.CHANCERY_MANIFEST),
    isManifestOnly: values.CHANCERY_DOCUMENTS === 'manifest',
  };
  const rateLimiter = await createRateLimiter(values, log);
  const db = openedDb ?? (await openConfiguredDatabase(values, log));
  // A database that is served for reading only is locked by its one connection.
  const threadCount = db.readOnlyReason ? 0 : resolveReaderThreads(values);
  const threads =
    threadCount > 0
      ? new ReaderPool({
          path: db.path,
          threads: threadCount,
          maxResultBytes: values.CHANCERY_RESPONSE_MB * megabyte,
          slowStatements: createSlowStatementLog(values.CHANCERY_SLOW_MS, log),
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
    limits: { responseBytes: values.CHANCERY_RESPONSE_MB * megabyte, exportRows: values.CHANCERY_EXPORT_ROWS },
    alerts: { networks: parseNetworks(values.CHANCERY_WEBHOOK_NETWORKS), hasMail: values.CHANCERY_SMTP_URL !== '' },
    // The cache would need a second connection; the only one has locked the database.
    responseCacheBytes: db.readOnlyReason ? 0 : values.CHANCERY_CACHE_MB * megabyte,
    minFreeBytes: values.CHANCERY_MIN_FREE_MB * megabyte,
  });
  if (db.readOnlyReason)
    log.error({ err: db.readOnlyReason }, 'serving the database for reading only, until a restart');
  return {
    api,
    db,
    threads,
    readRecordPage: createRecordPageReader({ db, rateLimiter, log }),
    async dispose() {
      await api.dispose();
      await threads?.close();
      await db.close();
    },
  };
}

/** Starts API, explorer and server in this process, with the database that is open already or the configured one. */
export async function startService(values: SettingValues, log: Logger, openedDb?: Database): Promise<RunningService> {
  const { api, db, threads, readRecordPage, dispose } = await openConfiguredApi(values, log, openedDb);
  try {
    const { url, port, close } = await startHttpServer({
      api,
      explorer: createExplorerHandler({ readRecordPage }),
      host: values.HOST,
      port: values.PORT,
      log,
      shutdownTimeoutSeconds: values.CHANCERY_STOP_SECONDS,
      trustProxy: values.CHANCERY_TRUST_PROXY === 'on',
      publicUrl: values.CHANCERY_PUBLIC_URL,
      isHostAllowed: createHostCheck(values.HOST, values.CHANCERY_ALLOWED_HOSTS),
    });
    // With workers, the primary process delivers alerts.
    const alerts = cluster.isWorker ? undefined : startConfiguredAlerts(values, { db, threads, log, url });
    return {
      url,
      port,
      async close() {
        api.endStreams();
        await alerts?.close();
        await close();
        await dispose();
      },
    };
  } catch (error) {
    await dispose();
    throw error;
  }
}

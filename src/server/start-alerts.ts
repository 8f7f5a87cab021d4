import type { Logger } from 'pino';
import type { Database } from '../db/database.ts';
import type { ReaderThreads } from '../db/reader-threads.ts';
import { parseNetworks } from '../store/alerts/webhook-address.ts';
import { type RunningAlerts, startAlerts } from './alerts.ts';
import type { SettingValues } from './settings.ts';

interface Service {
  db: Database;
  threads: ReaderThreads | undefined;
  log: Logger;
  /** The address of the server. */
  url: string;
}

/** Starts the delivery of alerts with the configured settings; undefined if the database cannot be written. */
export function startConfiguredAlerts(values: SettingValues, service: Service): RunningAlerts | undefined {
  if (service.db.readOnlyReason) return undefined;
  const { CHANCERY_SMTP_URL: smtpUrl, CHANCERY_MAIL_FROM: from } = values;
  return startAlerts({
    ...service,
    networks: parseNetworks(values.CHANCERY_WEBHOOK_NETWORKS),
    mail: smtpUrl === '' ? undefined : { smtpUrl, from },
    origin: values.CHANCERY_PUBLIC_URL || service.url,
  });
}

/** Starts the same in the primary process of several workers. Closing it closes the database. */
export function startPrimaryAlerts(values: SettingValues, service: Omit<Service, 'threads'>): RunningAlerts {
  // A statement compares a hundred records, which is quick enough for the event loop.
  const alerts = startConfiguredAlerts(values, { ...service, threads: undefined });
  return {
    async close() {
      await alerts?.close();
      await service.db.close();
    },
  };
}

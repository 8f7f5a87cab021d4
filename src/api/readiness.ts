import { assertWritable } from '../db/assert-writable.ts';
import type { Database } from '../db/database.ts';
import { findStorageProblem } from '../db/start-errors.ts';
import type { StorageProblem } from '../model/errors.ts';
import type { RequestLog } from './request-log.ts';
import { storageMessages } from './storage-errors.ts';

/** What `/ready` returns. */
export type Readiness = { status: 'ready' } | { status: 'unavailable'; code?: StorageProblem; reason: string };

interface ReadinessOptions {
  db: Database;
  /** Free space on the disk below which the database counts as full. */
  minFreeBytes: number;
  log: RequestLog | undefined;
}

/** Load balancers ask often, from several places. */
const maxAgeMs = 5_000;

/** Creates a function that checks whether the database can be read and written, at most once in five seconds. */
export function createReadinessCheck({ db, minFreeBytes, log }: ReadinessOptions): () => Promise<Readiness> {
  let checkedAt = -Infinity;
  let latest: Promise<Readiness> | undefined;
  let wasReady = true;
  const check = async (): Promise<Readiness> => {
    try {
      await assertWritable(db, minFreeBytes);
      if (!wasReady) log?.info({}, 'the database can be used again');
      wasReady = true;
      return { status: 'ready' };
    } catch (error) {
      const code = findStorageProblem(error);
      if (wasReady) log?.warn({ code, err: error }, 'not ready: the database cannot be used');
      wasReady = false;
      return code
        ? { status: 'unavailable', code, reason: storageMessages[code].message }
        : { status: 'unavailable', reason: 'the database does not respond' };
    }
  };
  return () => {
    const now = performance.now();
    if (!latest || now - checkedAt >= maxAgeMs) {
      checkedAt = now;
      latest = check();
    }
    return latest;
  };
}

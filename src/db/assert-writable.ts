import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { sql } from 'drizzle-orm';
import { StorageError } from '../model/errors.ts';
import type { Database } from './database.ts';
import { dataset } from './tables/index.ts';

/** How long the check waits for another process. Probes of service managers often give up after a second. */
const patienceMs = 900;

const rollback = new Error('The check writes nothing.');

/**
 * Throws a StorageError if the database could not take a write: it begins one and rolls it back, checks that the file
 * still has its name, and that the disk has at least `minFreeBytes`.
 */
export async function assertWritable(db: Database, minFreeBytes: number): Promise<void> {
  try {
    await db.write(
      (tx) => {
        tx.get(sql`SELECT ${dataset.sequence} FROM ${dataset}`);
        throw rollback;
      },
      { patienceMs },
    );
  } catch (error) {
    if (error !== rollback) throw error;
  }
  const { bavail, bsize } = statfsSync(dirname(db.path));
  const freeBytes = bavail * bsize;
  if (freeBytes < minFreeBytes)
    throw new StorageError(
      'DISK_FULL',
      `The disk that holds ${db.path} has ${freeBytes} free bytes; at least ${minFreeBytes} are needed.`,
    );
}

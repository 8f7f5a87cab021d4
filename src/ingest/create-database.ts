import { chmodSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { writeAtomically } from '../db/atomic-file.ts';
import type { Database } from '../db/database.ts';
import { assertEmptyDatabase, replaceEmptyDatabase } from '../db/empty-database.ts';
import { toStartError } from '../db/start-errors.ts';
import { StartError } from '../model/errors.ts';
import { openDatabaseWithHistory } from '../store/open-database.ts';
import { SourceTextFiles } from '../store/source-text-files.ts';
import type { ImportReport } from './import-records.ts';
import type { RestoreReport } from './restore-history.ts';

/**
 * Opens the record at `path`; a missing one is made first, and `onMade` is told what went into it. `sources` is the folder of the sources'
 * texts, with which the words of citations are compared when they are written; empty for none.
 */
export async function openOrCreateDatabase(
  path: string,
  { empty, onMade, sources }: { empty: boolean; onMade(reports: ImportReport[]): void; sources: string },
): Promise<Database> {
  if (!existsSync(path)) onMade(await createDatabase(path, { empty }));
  return openDatabaseWithHistory({ path, sourceTexts: sources === '' ? undefined : new SourceTextFiles([sources]) });
}

/** A new database: reference data and, unless `empty`, the bundled dossier. Made aside and moved into place, so it is whole or absent. */
export const createDatabase = (path: string, { empty }: { empty: boolean }): Promise<ImportReport[]> =>
  createDatabaseAtomically(path, (draft) => loadBundledData(draft, { empty }));

// What makes a database is loaded only then: it takes a fifth of a start, and of most starts none is made.

/** Loads what is bundled into the database at `path`: what stands there unchanged stays. */
export const loadBundledData = (path: string, { empty }: { empty: boolean }): Promise<ImportReport[]> =>
  withDatabase(path, async (db) => (await import('./load-bundled-data.ts')).importBundledData(db, { empty }));

/**
 * Makes the database at `path` from a file with a whole record and its history, in the place of an empty one where there is one. Where
 * anything of it is rejected, and in a dry run, nothing is made.
 */
export async function restoreFromExport(
  path: string,
  file: string,
  { dryRun = false, onProgress }: { dryRun?: boolean; onProgress?: (lines: number) => void } = {},
): Promise<RestoreReport> {
  const stands = existsSync(path);
  if (stands) {
    // Brings it up to date, or says why it can't be read.
    await withDatabase(path, async () => undefined);
    assertEmptyDatabase(path);
  }
  const { restoreHistory } = await import('./restore-history.ts');
  const restore = (draft: string): Promise<RestoreReport> =>
    withDatabase(draft, (db) => restoreHistory(db, file, onProgress));
  if (dryRun) return withTemporaryPath(path, restore);
  let restored: RestoreReport | undefined;
  const whole = async (draft: string): Promise<RestoreReport> => {
    restored = await restore(draft);
    if (restored.rejected > 0) throw restoreRejected;
    // Not wider open than the one whose place it takes.
    if (stands) chmodSync(draft, statSync(path).mode | 0o600);
    return restored;
  };
  try {
    return await createDatabaseAtomically(path, whole, stands ? (move) => replaceEmptyDatabase(path, move) : undefined);
  } catch (error) {
    if (error === restoreRejected && restored) return restored;
    throw error;
  }
}

const restoreRejected = new Error('Something of it was rejected.');

/** Made aside and moved into place; what fails at either is told as of the place. */
async function createDatabaseAtomically<T>(
  path: string,
  make: (draft: string) => Promise<T>,
  over?: (move: () => void) => void,
): Promise<T> {
  const told = async (draft: string): Promise<T> => {
    try {
      return await make(draft);
    } catch (error) {
      throw error instanceof StartError
        ? new StartError(error.message.replaceAll(draft, path), { cause: error })
        : error;
    }
  };
  try {
    return await writeAtomically(path, told, over);
  } catch (error) {
    throw toStartError(path, error);
  }
}

async function withTemporaryPath<T>(path: string, make: (draft: string) => Promise<T>): Promise<T> {
  const room = mkdtempSync(join(tmpdir(), 'chancery-'));
  try {
    return await make(join(room, basename(path)));
  } finally {
    rmSync(room, { recursive: true, force: true });
  }
}

async function withDatabase<T>(path: string, work: (db: Database) => Promise<T>): Promise<T> {
  const db = await openDatabaseWithHistory({ path });
  try {
    return await work(db);
  } finally {
    await db.close();
  }
}

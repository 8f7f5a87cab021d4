import { chmodSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { placed } from '../db/atomic-file.ts';
import { type Database, explain, openDatabase } from '../db/database.ts';
import { assertBare, replaceBare } from '../db/empty-database.ts';
import { StartError } from '../model/errors.ts';
import { SourceTexts } from '../store/source-text-files.ts';
import type { Report } from './import-records.ts';
import type { Restored } from './restore-history.ts';

/**
 * Opens the record at `path`; a missing one is made first, and `onMade` is told what went into it. `sources` is the folder of the sources'
 * texts, with which the words of citations are compared when they are written; empty for none.
 */
export async function openRecord(
  path: string,
  { empty, onMade, sources }: { empty: boolean; onMade(reports: Report[]): void; sources: string },
): Promise<Database> {
  if (!existsSync(path)) onMade(await makeRecord(path, { empty }));
  return openDatabase({ path, texts: sources === '' ? undefined : new SourceTexts([sources]) });
}

/** A new database: reference data and, unless `empty`, the bundled dossier. Made aside and moved into place, so it is whole or absent. */
export const makeRecord = (path: string, { empty }: { empty: boolean }): Promise<Report[]> =>
  made(path, (draft) => loadRecord(draft, { empty }));

// What makes a database is loaded only then: it takes a fifth of a start, and of most starts none is made.

/** Loads what is bundled into the database at `path`: what stands there unchanged stays. */
export const loadRecord = (path: string, { empty }: { empty: boolean }): Promise<Report[]> =>
  opened(path, async (db) => (await import('./load-bundled-data.ts')).initRecord(db, { empty }));

/**
 * Makes the database at `path` from a file with a whole record and its history, in the place of an empty one where there is one. Where
 * anything of it is rejected, and in a dry run, nothing is made.
 */
export async function restoreRecord(
  path: string,
  file: string,
  { dryRun = false, onProgress }: { dryRun?: boolean; onProgress?: (lines: number) => void } = {},
): Promise<Restored> {
  const stands = existsSync(path);
  if (stands) {
    // Brings it up to date, or says why it can't be read.
    await opened(path, async () => undefined);
    assertBare(path);
  }
  const { restoreHistory } = await import('./restore-history.ts');
  const restore = (draft: string): Promise<Restored> => opened(draft, (db) => restoreHistory(db, file, onProgress));
  if (dryRun) return rehearsed(path, restore);
  let restored: Restored | undefined;
  const whole = async (draft: string): Promise<Restored> => {
    restored = await restore(draft);
    if (restored.rejected > 0) throw unsound;
    // Not wider open than the one whose place it takes.
    if (stands) chmodSync(draft, statSync(path).mode | 0o600);
    return restored;
  };
  try {
    return await made(path, whole, stands ? (move) => replaceBare(path, move) : undefined);
  } catch (error) {
    if (error === unsound && restored) return restored;
    throw error;
  }
}

const unsound = new Error('Something of it was rejected.');

/** Made aside and moved into place; what fails at either is told as of the place. */
async function made<T>(
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
    return await placed(path, told, over);
  } catch (error) {
    throw explain(path, error);
  }
}

async function rehearsed<T>(path: string, make: (draft: string) => Promise<T>): Promise<T> {
  const room = mkdtempSync(join(tmpdir(), 'chancery-'));
  try {
    return await make(join(room, basename(path)));
  } finally {
    rmSync(room, { recursive: true, force: true });
  }
}

async function opened<T>(path: string, work: (db: Database) => Promise<T>): Promise<T> {
  const db = await openDatabase({ path });
  try {
    return await work(db);
  } finally {
    await db.close();
  }
}

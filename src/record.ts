import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type Database, openDatabase } from './db/client.ts';
import { StartError } from './errors.ts';
import { initRecord } from './ingest/init.ts';
import type { Report } from './ingest/pipeline.ts';
import { SourceTexts } from './ingest/source-texts.ts';

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
export async function makeRecord(path: string, { empty }: { empty: boolean }): Promise<Report[]> {
  const room = roomOf(path, process.pid);
  const draft = join(room, basename(path));
  try {
    const reports = await loadRecord(draft, { empty });
    if (existsSync(path)) throw new StartError(`Another process has made ${path} meanwhile; start again to use it.`);
    // SQLite would replay the log of a database that was deleted here into the new one.
    for (const suffix of ['-wal', '-shm']) rmSync(path + suffix, { force: true });
    renameSync(draft, path);
    sweep(path);
    return reports;
  } catch (error) {
    throw error instanceof StartError ? new StartError(error.message.replaceAll(draft, path), { cause: error }) : error;
  } finally {
    rmSync(room, { recursive: true, force: true });
  }
}

/** Loads what is bundled into the database at `path`: what stands there unchanged stays. */
export async function loadRecord(path: string, { empty }: { empty: boolean }): Promise<Report[]> {
  const db = await openDatabase({ path });
  try {
    return await initRecord(db, { empty });
  } finally {
    await db.close();
  }
}

const roomOf = (path: string, pid: number | string): string => join(dirname(path), `.${basename(path)}.${pid}`);

/** Clears away what makers that were killed have left. */
function sweep(path: string): void {
  const prefix = basename(roomOf(path, ''));
  for (const name of readdirSync(dirname(path))) {
    const pid = name.startsWith(prefix) ? Number(name.slice(prefix.length)) : Number.NaN;
    if (Number.isInteger(pid) && !isAlive(pid)) rmSync(roomOf(path, pid), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // EPERM: it lives, and is another user's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

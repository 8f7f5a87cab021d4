import { constants, copyFileSync, existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';
import { type Database, openDatabase } from '../../src/db/client.ts';
import { formats } from '../../src/ingest/formats.ts';
import { initRecord } from '../../src/ingest/init.ts';
import { importRecords } from '../../src/ingest/pipeline.ts';
import { generateRecords } from './generate.ts';

const shared = fileURLToPath(new URL('../../../shared', import.meta.url));

/** Real files that are not the project's: tests that read them are skipped where they are absent. */
export const travelsFolder = join(shared, 'data/hsg-travels');
export const termsFolder = join(shared, 'data/hsg-pocom-secretaries');
export const hasTravels = existsSync(travelsFolder);

export interface RecordOptions {
  /** The bundled dossier; otherwise reference data only. */
  dossier?: boolean;
  /** The travels of US presidents and secretaries of state too. */
  travels?: boolean;
  /** Ten thousand made-up visits, and what goes with them. */
  generated?: boolean;
}

/** A folder of its own for a test, removed with what is in it. */
export function temporaryFolder(): Disposable & { path: string } {
  const path = mkdtempSync(join(tmpdir(), 'chancery-test-'));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

/** A database of the test's own, closed and removed at its end. */
export async function scratchRecord(options: RecordOptions = {}): Promise<AsyncDisposable & { db: Database; folder: string }> {
  const folder = temporaryFolder();
  const path = join(folder.path, 'record.db');
  copyFileSync(await templateOf(options), path, constants.COPYFILE_FICLONE);
  const db = await openDatabase({ path });
  return {
    db,
    folder: folder.path,
    async [Symbol.asyncDispose]() {
      await db.close();
      folder[Symbol.dispose]();
    },
  };
}

async function templateOf({ dossier = true, travels = false, generated = false }: RecordOptions): Promise<string> {
  const name = [dossier ? 'dossier' : 'empty', ...(travels ? ['travels'] : []), ...(generated ? ['generated'] : [])].join('-');
  const path = join(inject('templates'), `${name}.db`);
  if (existsSync(path)) return path;
  // Test files run side by side: each makes its own, and the last one stays.
  const draft = `${path}.${process.pid}-${process.hrtime.bigint()}`;
  {
    await using db = await openDatabase({ path: draft });
    await initRecord(db, { empty: !dossier });
    const format = formats['hsg-travels'];
    if (generated) await importRecords(db, generateRecords());
    if (travels && format) await importRecords(db, format.read(db, travelsFolder, { terms: termsFolder }));
  }
  renameSync(draft, path);
  return path;
}

import { constants, copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';
import { type Database, openDatabase } from '../../src/db/database.ts';
import { importFormats } from '../../src/ingest/import-formats.ts';
import { importRecords } from '../../src/ingest/import-records.ts';
import { importBundledData } from '../../src/ingest/load-bundled-data.ts';
import { generateRecords } from './generate-records.ts';
import { importGeneratedFlows } from './import-generated-flows.ts';

const sharedFolder = fileURLToPath(new URL('../../../shared', import.meta.url));

/** Real files that are not the project's: tests that read them are skipped where they are absent. */
export const hsgTravelsFolder = join(sharedFolder, 'data/hsg-travels');
export const pocomFolder = join(sharedFolder, 'data/hsg-pocom-secretaries');
export const hasHsgTravels = existsSync(hsgTravelsFolder);

export interface DatabaseContents {
  /** The bundled dossier; otherwise reference data only. */
  dossier?: boolean;
  /** The travels of US presidents and secretaries of state too. */
  travels?: boolean;
  /** Made-up visits, and what goes with them: three thousand, or as many as CHANCERY_TEST_VISITS says; and measured trade. */
  generated?: boolean;
}

/** A folder of its own for a test, removed with what is in it. */
export function createTemporaryFolder(): Disposable & { path: string } {
  const path = mkdtempSync(join(tmpdir(), 'chancery-test-'));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

/** A database of the test's own, closed and removed at its end. */
export async function openTemporaryDatabase(
  options: DatabaseContents = {},
): Promise<AsyncDisposable & { db: Database; folder: string }> {
  const folder = createTemporaryFolder();
  const path = join(folder.path, 'record.db');
  await copyTemplateDatabase(path, options);
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

/** A database of that kind at a place of the test's own, as "init" would have made it. */
export async function copyTemplateDatabase(to: string, options: DatabaseContents = {}): Promise<void> {
  copyFileSync(await ensureTemplateDatabase(options), to, constants.COPYFILE_FICLONE);
}

async function ensureTemplateDatabase({
  dossier = true,
  travels = false,
  generated = false,
}: DatabaseContents): Promise<string> {
  const name = [
    dossier ? 'dossier' : 'empty',
    ...(travels ? ['travels'] : []),
    ...(generated ? ['generated'] : []),
  ].join('-');
  const path = join(inject('templates'), `${name}.db`);
  if (existsSync(path)) return path;
  using turn = await acquireTemplateLock(path);
  if (existsSync(path)) return path;
  const draft = join(turn.folder, 'draft.db');
  {
    await using db = await openDatabase({ path: draft });
    const format = importFormats['hsg-travels'];
    await importBundledData(db, { empty: !dossier });
    if (generated)
      await importRecords(db, generateRecords({ visits: Number(process.env.CHANCERY_TEST_VISITS ?? 3_000) }));
    if (generated) await importGeneratedFlows(db, join(turn.folder, 'flows'));
    if (travels && format) await importRecords(db, format.read(db, hsgTravelsFolder, { terms: pocomFolder }));
  }
  renameSync(draft, path);
  return path;
}

/** Test files run side by side: one makes a template, the others wait for it. */
async function acquireTemplateLock(path: string): Promise<Disposable & { folder: string }> {
  const folder = `${path}.making`;
  for (;;) {
    try {
      mkdirSync(folder);
      return { folder, [Symbol.dispose]: () => rmSync(folder, { recursive: true }) };
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    }
    await setTimeout(20);
  }
}

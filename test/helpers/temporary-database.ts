import { constants, copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';
import { type Database, openDatabase } from '../../src/db/database.ts';
import { importBox } from '../../src/ingest/box/import-box.ts';
import { importFormats } from '../../src/ingest/import-formats.ts';
import { importRecords } from '../../src/ingest/import-records.ts';
import { importBundledData } from '../../src/ingest/load-bundled-data.ts';
import { generateRecords } from './generate-records.ts';
import { importGeneratedFlows } from './import-generated-flows.ts';

const sharedFolder = fileURLToPath(new URL('../../../shared', import.meta.url));

/** Files of other projects. Tests that read them are skipped if they are missing. */
export const hsgTravelsFolder = join(sharedFolder, 'data/hsg-travels');
export const pocomFolder = join(sharedFolder, 'data/hsg-pocom-secretaries');
export const hasHsgTravels = existsSync(hsgTravelsFolder);

export interface DatabaseContents {
  /** The bundled dossier (default), in addition to the reference data. */
  dossier?: boolean;
  /** The bundled sets of public sources, in addition to the dossier. */
  box?: boolean;
  /** The travels of US presidents and secretaries of state. */
  travels?: boolean;
  /** Generated entries, as many visits as CHANCERY_TEST_VISITS (3,000 by default), and trade flows. */
  generated?: boolean;
}

/** Creates a temporary folder; disposing it removes its contents too. */
export function createTemporaryFolder(): Disposable & { path: string } {
  const path = mkdtempSync(join(tmpdir(), 'chancery-test-'));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

/** Opens a temporary database; disposing it closes and removes the database. */
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

/** Copies the database with these contents to a path, as "init" would have created it. */
export async function copyTemplateDatabase(to: string, options: DatabaseContents = {}): Promise<void> {
  copyFileSync(await ensureTemplateDatabase(options), to, constants.COPYFILE_FICLONE);
}

/** Returns the path of the template with these contents, creating it if this run has not needed it before. */
async function ensureTemplateDatabase(options: DatabaseContents): Promise<string> {
  const { dossier = true, box = false, travels = false, generated = false } = options;
  const contents = { dossier, box, travels, generated };
  const name = [
    dossier ? 'dossier' : 'empty',
    ...(box ? ['box'] : []),
    ...(travels ? ['travels'] : []),
    ...(generated ? ['generated'] : []),
  ].join('-');
  const path = join(inject('templateFolder'), `${name}.db`);
  if (existsSync(path)) return path;
  using lock = await acquireTemplateLock(path);
  if (existsSync(path)) return path;
  const draft = join(lock.folder, 'draft.db');
  await createTemplateDatabase(draft, lock.folder, contents);
  renameSync(draft, path);
  return path;
}

/** Adds one kind of contents to a template without it. The dossier comes last, so that the slow imports run once. */
async function createTemplateDatabase(
  path: string,
  folder: string,
  contents: Required<DatabaseContents>,
): Promise<void> {
  const last = (['box', 'dossier', 'generated', 'travels'] as const).find((kind) => contents[kind]);
  if (last) await copyTemplateDatabase(path, { ...contents, [last]: false });
  await using db = await openDatabase({ path });
  if (last === 'box') await importBox(db);
  else if (last === 'travels') {
    const items = importFormats['hsg-travels']?.read(db, hsgTravelsFolder, { terms: pocomFolder }) ?? [];
    await importRecords(db, items);
  } else if (last === 'generated') {
    await importRecords(db, generateRecords({ visits: Number(process.env.CHANCERY_TEST_VISITS ?? 3_000) }), {
      acceptsUnverified: true,
    });
    await importGeneratedFlows(db, join(folder, 'flows'));
  } else {
    await importBundledData(db, last === 'dossier' ? 'dossier' : 'none');
  }
}

/** Waits until no other test file creates this template: test files run in parallel. */
async function acquireTemplateLock(path: string): Promise<Disposable & { folder: string }> {
  const folder = `${path}.lock`;
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

import { chmodSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { writeAtomically } from '../db/atomic-file.ts';
import type { Database, DatabaseOptions } from '../db/database.ts';
import { assertEmptyDatabase, replaceEmptyDatabase } from '../db/replace-empty-database.ts';
import { toStartError } from '../db/start-errors.ts';
import { StartError } from '../model/errors.ts';
import { openDatabaseWithHistory } from '../store/open-database.ts';
import { SourceTextFiles } from '../store/source-text-files.ts';
import type { BundledData } from './bundled-data.ts';
import type { ImportReport } from './import-records.ts';
import type { RestoreReport } from './restore-history.ts';

/** What happens to a database that an older version wrote. */
export type UpdateOptions = Pick<DatabaseOptions, 'migrationBackup' | 'onMigrationBackup'>;

interface OpenOptions extends UpdateOptions, Pick<DatabaseOptions, 'maxResultBytes' | 'slowStatements'> {
  /** The bundled data of a new database. */
  data: BundledData;
  onCreate?(): void;
  onCreated(reports: ImportReport[]): void;
  /** The folder of the source texts; empty for none. */
  sources: string;
  readsFullDisk?: boolean;
}

/**
 * Opens the database at `path`, after creating it if it is missing. Quoted words are verified when
 * they are written against the source texts in the folder `sources`.
 */
export async function openOrCreateDatabase(
  path: string,
  { data, onCreate, onCreated, sources, ...options }: OpenOptions,
): Promise<Database> {
  if (!existsSync(path)) {
    onCreate?.();
    onCreated(await createDatabase(path, data));
  }
  const sourceTexts = sources === '' ? undefined : new SourceTextFiles([sources]);
  return openDatabaseWithHistory({ path, sourceTexts, ...options });
}

/** Creates a database with bundled data. It is either complete or absent. */
export const createDatabase = (path: string, data: BundledData): Promise<ImportReport[]> =>
  createDatabaseAtomically(path, (draft) => loadBundledData(draft, data, { isDraft: true }));

/** Loads the bundled data into the database at `path`. */
export async function loadBundledData(
  path: string,
  data: BundledData,
  { migrationBackup, onMigrationBackup, isDraft }: UpdateOptions & Pick<DatabaseOptions, 'isDraft'> = {},
): Promise<ImportReport[]> {
  await using db = await openDatabaseWithHistory({ path, migrationBackup, onMigrationBackup, isDraft });
  // Imported on demand: loading it takes a fifth of a start, and most starts create no database.
  return await (await import('./load-bundled-data.ts')).importBundledData(db, data);
}

/**
 * Creates the database at `path` from an export with history, replacing an empty database if there
 * is one. Creates nothing in a dry run or if anything in the file is rejected.
 */
export async function restoreFromExport(
  path: string,
  file: string,
  {
    dryRun = false,
    onProgress,
    ...update
  }: { dryRun?: boolean; onProgress?: (lines: number) => void } & UpdateOptions = {},
): Promise<RestoreReport> {
  const isReplacing = existsSync(path);
  if (isReplacing) {
    // Opening migrates the database, or fails if it is unreadable.
    await (await openDatabaseWithHistory({ path, ...update })).close();
    assertEmptyDatabase(path);
  }
  const { restoreHistory } = await import('./restore-history.ts');
  const restore = async (draft: string): Promise<RestoreReport> => {
    await using db = await openDatabaseWithHistory({ path: draft });
    return await restoreHistory(db, file, onProgress);
  };
  if (dryRun) {
    using temporary = new DisposableStack();
    const folder = mkdtempSync(join(tmpdir(), 'chancery-'));
    temporary.defer(() => rmSync(folder, { recursive: true, force: true }));
    return await restore(join(folder, basename(path)));
  }
  let report: RestoreReport | undefined;
  const restoreCompletely = async (draft: string): Promise<RestoreReport> => {
    report = await restore(draft);
    if (report.rejected > 0) throw restoreRejected;
    // The new file must not have wider permissions than the one that it replaces.
    if (isReplacing) chmodSync(draft, statSync(path).mode | 0o600);
    return report;
  };
  try {
    return await createDatabaseAtomically(
      path,
      restoreCompletely,
      isReplacing ? (move) => replaceEmptyDatabase(path, move) : undefined,
    );
  } catch (error) {
    if (error === restoreRejected && report) return report;
    throw error;
  }
}

const restoreRejected = new Error('Part of the export was rejected.');

/** Creates a database in a temporary place and moves it to `path`. Errors name `path` in both steps. */
async function createDatabaseAtomically<T>(
  path: string,
  create: (draft: string) => Promise<T>,
  replace?: (move: () => void) => void,
): Promise<T> {
  const createWithPath = async (draft: string): Promise<T> => {
    try {
      return await create(draft);
    } catch (error) {
      throw error instanceof StartError
        ? new StartError(error.message.replaceAll(draft, path), { cause: error })
        : error;
    }
  };
  try {
    return await writeAtomically(path, createWithPath, replace);
  } catch (error) {
    throw toStartError(path, error);
  }
}

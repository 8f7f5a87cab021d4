import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { importFormats } from '../../src/ingest/import-formats.ts';
import type { TableImportOptions, TableImportReport } from '../../src/ingest/table/index.ts';
import { createTemporaryFolder } from '../helpers/temporary-database.ts';

type Options = Partial<Pick<TableImportOptions, 'noun' | 'create' | 'constants' | 'dryRun'>>;

/** A folder with tables and a mapping, and a way to import them as the command line does. */
export function openTableFolder(db: Database) {
  const folder = createTemporaryFolder();
  const write = (name: string, content: string | Uint8Array): string => {
    const path = join(folder.path, name);
    writeFileSync(path, content);
    return path;
  };
  return {
    write,
    import(path: string, mapping: object | string, options: Options = {}): Promise<TableImportReport> {
      const mappingPath = write('mapping.yaml', typeof mapping === 'string' ? mapping : JSON.stringify(mapping));
      return importFormats.table.importFile(db, path, {
        ...{ mapping: mappingPath, dryRun: false, rejectsPrefix: join(folder.path, 'record.table') },
        ...options,
      });
    },
    importAs: (path: string, mapping: string, options: Options = {}): Promise<TableImportReport> =>
      importFormats.table.importFile(db, path, {
        ...{ mapping, dryRun: false, rejectsPrefix: join(folder.path, 'record.table') },
        ...options,
      }),
    [Symbol.dispose]: () => folder[Symbol.dispose](),
  };
}

export const tableSource = { key: 'my-table', publisher: 'A test' };

export const renderTable = (delimiter: string, ...rows: readonly (readonly string[])[]): string =>
  rows.map((row) => `${row.join(delimiter)}\n`).join('');

/** Imports a table as planned by a dry run, and a second time, which must change nothing. */
export async function importTableTwice(
  folder: ReturnType<typeof openTableFolder>,
  [name, content]: readonly [name: string, content: string | Uint8Array],
  mapping: string,
  options: Options = {},
): Promise<TableImportReport> {
  const path = folder.write(name, content);
  const planned = await folder.importAs(path, mapping, { ...options, dryRun: true });
  const report = await folder.importAs(path, mapping, options);
  const again = await folder.importAs(path, mapping, options);
  expect([planned.created, again]).toMatchObject([
    report.created,
    { created: 0, updated: 0, unchanged: report.created + report.updated + report.unchanged },
  ]);
  return report;
}

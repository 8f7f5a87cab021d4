import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { afterEach, expect, test, vi } from 'vitest';
import type { Database } from '../../src/db/database.ts';
import { importFormats } from '../../src/ingest/import-formats.ts';
import { importRecords } from '../../src/ingest/import-records.ts';
import { buildVisit, referencedRecords, toReadItems } from '../helpers/sample-records.ts';
import { openTemporaryDatabase } from '../helpers/temporary-database.ts';

type Method = (this: { source: string }, ...parameters: unknown[]) => unknown;
const statementPrototype = (() => {
  using stack = new DisposableStack();
  const db = stack.adopt(new Sqlite(':memory:'), (client) => client.close());
  return Object.getPrototypeOf(db.prepare('SELECT 1')) as Record<'run' | 'get' | 'all', Method>;
})();

afterEach(() => vi.restoreAllMocks());

/** Counts the statements that run until the end of the test. */
function countStatements(): { count: number } {
  const counter = { count: 0 };
  for (const name of ['run', 'get', 'all'] as const) {
    const original = statementPrototype[name];
    vi.spyOn(statementPrototype, name).mockImplementation(function (this: { source: string }, ...parameters) {
      counter.count += 1;
      return original.apply(this, parameters);
    });
  }
  return counter;
}

const visits = Array.from({ length: 200 }, (_, index) =>
  buildVisit({ key: `visit-${index}`, start: `20${10 + (index % 10)}-03-01`, end: undefined }),
);

async function importFile(db: Database, path: string) {
  const statements = countStatements();
  const report = await importRecords(db, importFormats.entries.read(db, path, {}));
  vi.restoreAllMocks();
  return { report, perRecord: statements.count / visits.length };
}

test('a visit is imported with at most 14 statements, and with at most 5 if it is unchanged', async () => {
  await using scratch = await openTemporaryDatabase({ dossier: false });
  expect((await importRecords(scratch.db, toReadItems(...referencedRecords))).rejected).toBe(0);
  const path = join(scratch.folder, 'visits.jsonl');
  writeFileSync(path, visits.map((visit) => `${JSON.stringify(visit)}\n`).join(''));

  const first = await importFile(scratch.db, path);
  expect(first.report).toMatchObject({ created: visits.length, rejected: 0 });
  expect(first.perRecord).toBeLessThanOrEqual(14);

  const again = await importFile(scratch.db, path);
  expect(again.report).toMatchObject({ unchanged: visits.length, rejected: 0 });
  expect(again.perRecord).toBeLessThanOrEqual(5);
});

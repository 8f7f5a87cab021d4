import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../src/db/database.ts';
import { importRecords } from '../src/ingest/import-records.ts';
import { exportDataset } from '../src/store/export-dataset.ts';
import { type ApiFixture, openApiFixture } from './helpers/api-fixture.ts';
import { type ConnectionCase, connectionCases } from './helpers/connection-cases.ts';
import { dumpDatabase } from './helpers/dump-database.ts';
import { toReadItems } from './helpers/sample-records.ts';
import { hasHsgTravels, openTemporaryDatabase } from './helpers/temporary-database.ts';
import { maximalRecords } from './store/maximal-records.ts';

// Files of the SQL that the planner generates and the rows that writes leave: any change appears as a difference to
// review. `npm test -- test/golden.test.ts -u` updates them.

const golden = (name: string): string => `golden/${name}`;
const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('SQL and responses of every filter and order', () => {
  let fixture: ApiFixture;
  beforeAll(async () => {
    fixture = await openApiFixture({ dossier: false, generated: true });
  });
  afterAll(() => fixture?.[Symbol.asyncDispose]());

  async function execute(
    name: string,
    list: ConnectionCase,
    variant: string,
  ): Promise<{ sqlStatements: readonly string[]; response: string }> {
    const field = name.split('.')[1] ?? '';
    const args = [list.args, variant, 'first: 5'].filter(Boolean).join(', ');
    const node = list.nodeSelection ?? (list.isForwardOnly ? 'id' : 'key');
    const call = `list: ${field}(${args}) { nodes { ${node} } totalCount pageInfo { hasNextPage } }`;
    const { data, errors, sqlStatements } = await fixture.execute(list.document.replace('%', call));
    expect(errors).toBeUndefined();
    return { sqlStatements, response: JSON.stringify(data) };
  }

  const variantsOf = (list: ConnectionCase): string[] => [
    '',
    ...Object.keys(list.filters ?? {})
      .concat(list.uncheckedFilters ?? [])
      .map((filter) => `filter: { ${filter} }`),
    ...(list.orders ?? []),
  ];

  const roots = Object.keys(connectionCases).filter((name) => name.startsWith('Query.'));
  test.each(roots)('%s', async (name) => {
    const list = connectionCases[name] as ConnectionCase;
    const parts: string[] = [];
    for (const variant of variantsOf(list)) {
      const { sqlStatements, response } = await execute(name, list, list.args?.includes(variant) ? '' : variant);
      parts.push(`-- ${variant || 'all'}`, ...sqlStatements.map((statement) => `${statement};`), `-- ${response}`, '');
    }
    await expect(parts.join('\n')).toMatchFileSnapshot(golden(`filters/${name}.sql`));
  });

  // The same filters below another type: their SQL is long, so the file contains digests.
  test('lists below a type', async () => {
    const lines: string[] = [];
    for (const [name, list] of Object.entries(connectionCases)) {
      if (roots.includes(name)) continue;
      lines.push(name);
      for (const variant of variantsOf(list)) {
        const { sqlStatements, response } = await execute(name, list, variant);
        const [sqlDigest, responseDigest] = [sqlStatements.join('\n'), response].map((text) =>
          digest(text).slice(0, 16),
        );
        lines.push(`  ${variant || 'all'}: sql ${sqlDigest} answer ${responseDigest}`);
      }
    }
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(golden('filters/nested.txt'));
  });
});

/** Columns whose values differ in every run. */
const volatileColumns = /"(?:recorded_at|known_at|created_at|epoch)":"[^"]*"/g;

/** Renders each table with its rows, and a table of many rows with their count and a digest. */
async function renderTables(db: Database): Promise<string> {
  const parts: string[] = [];
  for (const [table, rows] of Object.entries(await dumpDatabase(db)).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const text = rows
      .map((row) => row.replace(volatileColumns, (pair) => `${pair.slice(0, pair.indexOf(':'))}:"…"`))
      .sort()
      .join('\n');
    parts.push(`${table}: ${rows.length} rows, ${digest(text).slice(0, 16)}`);
    if (rows.length <= 100) parts.push(...(text ? text.split('\n').map((row) => `  ${row}`) : []));
  }
  return `${parts.join('\n')}\n`;
}

describe('the database', () => {
  test('after the dossier', async () => {
    await using database = await openTemporaryDatabase();
    await expect(await renderTables(database.db)).toMatchFileSnapshot(golden('tables-dossier.txt'));
  });

  test('after a record of each noun with all its fields', async () => {
    await using database = await openTemporaryDatabase({ dossier: false });
    const report = await importRecords(database.db, toReadItems(...maximalRecords), {
      author: 'test',
      acceptsUnverified: true,
    });
    expect(report.rejections).toEqual([]);
    await expect(await renderTables(database.db)).toMatchFileSnapshot(golden('tables-all-fields.txt'));
  });

  test.skipIf(!hasHsgTravels)('after the travels (skipped where ../shared/data is absent)', async () => {
    await using database = await openTemporaryDatabase({ dossier: false, travels: true });
    await expect(await renderTables(database.db)).toMatchFileSnapshot(golden('tables-travels.txt'));
  });
});

// The many countries are a digest.
test('the records of the dossier, read back from their tables', async () => {
  await using database = await openTemporaryDatabase();
  const lines: string[] = [];
  await exportDataset(database.db, async (line) => {
    lines.push(line);
  });
  const isCountry = (line: string): boolean => line.startsWith('{"noun":"country"');
  const countries = digest(lines.filter(isCountry).join(''));
  const text = [...lines.filter((line) => !isCountry(line)), `countries: ${countries}\n`].join('');
  await expect(text).toMatchFileSnapshot(golden('read-back.jsonl'));
});

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

// What the engine writes and asks, as files: a change of the planner or of the writes shows as a difference to review.
// `npm test -- test/golden.test.ts -u` rewrites them.

const golden = (name: string): string => `golden/${name}`;
const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('SQL and answers of every filter and order', () => {
  let world: ApiFixture;
  beforeAll(async () => {
    world = await openApiFixture({ dossier: false, generated: true });
  });
  afterAll(() => world?.[Symbol.asyncDispose]());

  async function ask(
    name: string,
    list: ConnectionCase,
    given: string,
  ): Promise<{ sql: readonly string[]; answer: string }> {
    const field = name.split('.')[1] ?? '';
    const args = [list.args, given, 'first: 5'].filter(Boolean).join(', ');
    const node = list.nodeSelection ?? (list.isForwardOnly ? 'id' : 'key');
    const call = `list: ${field}(${args}) { nodes { ${node} } totalCount pageInfo { hasNextPage } }`;
    const { data, errors, sqlStatements: sql } = await world.execute(list.document.replace('%', call));
    expect(errors).toBeUndefined();
    return { sql, answer: JSON.stringify(data) };
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
      const { sql, answer } = await ask(name, list, list.args?.includes(variant) ? '' : variant);
      parts.push(`-- ${variant || 'all'}`, ...sql.map((statement) => `${statement};`), `-- ${answer}`, '');
    }
    await expect(parts.join('\n')).toMatchFileSnapshot(golden(`filters/${name}.sql`));
  });

  // The same filters below another type: the SQL is long, so a digest says whether it is the same.
  test('lists below a type', async () => {
    const lines: string[] = [];
    for (const [name, list] of Object.entries(connectionCases)) {
      if (roots.includes(name)) continue;
      lines.push(name);
      for (const variant of variantsOf(list)) {
        const { sql, answer } = await ask(name, list, variant);
        lines.push(
          `  ${variant || 'all'}: sql ${digest(sql.join('\n')).slice(0, 16)} answer ${digest(answer).slice(0, 16)}`,
        );
      }
    }
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(golden('filters/nested.txt'));
  });
});

/** When a row was written: another in every run. */
const clock = /"(?:recorded_at|known_at|created_at|epoch)":"[^"]*"/g;

/** Each table with its rows; a table of many rows by their number and a digest. */
async function tablesOf(db: Database): Promise<string> {
  const parts: string[] = [];
  for (const [table, rows] of Object.entries(await dumpDatabase(db)).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const text = rows
      .map((row) => row.replace(clock, (pair) => `${pair.slice(0, pair.indexOf(':'))}:"…"`))
      .sort()
      .join('\n');
    parts.push(`${table}: ${rows.length} rows, ${digest(text).slice(0, 16)}`);
    if (rows.length <= 100) parts.push(...(text ? text.split('\n').map((row) => `  ${row}`) : []));
  }
  return `${parts.join('\n')}\n`;
}

describe('the database', () => {
  test('after the dossier', async () => {
    await using scratch = await openTemporaryDatabase();
    await expect(await tablesOf(scratch.db)).toMatchFileSnapshot(golden('tables-dossier.txt'));
  });

  test('after a record of each noun with all its fields', async () => {
    await using scratch = await openTemporaryDatabase({ dossier: false });
    const report = await importRecords(scratch.db, toReadItems(...maximalRecords), { author: 'test' });
    expect(report.rejections).toEqual([]);
    await expect(await tablesOf(scratch.db)).toMatchFileSnapshot(golden('tables-all-fields.txt'));
  });

  test.skipIf(!hasHsgTravels)('after the travels (skipped where ../shared/data is absent)', async () => {
    await using scratch = await openTemporaryDatabase({ dossier: false, travels: true });
    await expect(await tablesOf(scratch.db)).toMatchFileSnapshot(golden('tables-travels.txt'));
  });
});

/** Each record as it is read back from its tables; the countries, which are many, by a digest. */
test('records of the dossier as they are read back', async () => {
  await using scratch = await openTemporaryDatabase();
  const lines: string[] = [];
  await exportDataset(scratch.db, async (line) => {
    lines.push(line);
  });
  const isCountry = (line: string): boolean => line.startsWith('{"noun":"country"');
  const countries = digest(lines.filter(isCountry).join(''));
  const text = [...lines.filter((line) => !isCountry(line)), `countries: ${countries}\n`].join('');
  await expect(text).toMatchFileSnapshot(golden('read-back.jsonl'));
});

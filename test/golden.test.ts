import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Database } from '../src/db/database.ts';
import { importRecords } from '../src/ingest/import-records.ts';
import { exportRecord } from '../src/store/export-dataset.ts';
import { openWorld, type World } from './helpers/api-fixture.ts';
import { type List, lists } from './helpers/connection-cases.ts';
import { dump } from './helpers/dump-database.ts';
import { itemsOf } from './helpers/sample-records.ts';
import { hasTravels, scratchRecord } from './helpers/temporary-database.ts';
import { maximal } from './store/maximal-records.ts';

// What the engine writes and asks, as files: a change of the planner or of the writes shows as a difference to review.
// `npm test -- test/golden.test.ts -u` rewrites them.

const golden = (name: string): string => `golden/${name}`;
const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('SQL and answers of every filter and order', () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld({ dossier: false, generated: true });
  });
  afterAll(() => world?.[Symbol.asyncDispose]());

  async function ask(name: string, list: List, given: string): Promise<{ sql: readonly string[]; answer: string }> {
    const field = name.split('.')[1] ?? '';
    const args = [list.args, given, 'first: 5'].filter(Boolean).join(', ');
    const node = list.node ?? (list.forwardOnly ? 'id' : 'key');
    const call = `list: ${field}(${args}) { nodes { ${node} } totalCount pageInfo { hasNextPage } }`;
    const { data, errors, sql } = await world.ask(list.document.replace('%', call));
    expect(errors).toBeUndefined();
    return { sql, answer: JSON.stringify(data) };
  }

  const variantsOf = (list: List): string[] => [
    '',
    ...Object.keys(list.filters ?? {})
      .concat(list.others ?? [])
      .map((filter) => `filter: { ${filter} }`),
    ...(list.orders ?? []),
  ];

  const roots = Object.keys(lists).filter((name) => name.startsWith('Query.'));
  test.each(roots)('%s', async (name) => {
    const list = lists[name] as List;
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
    for (const [name, list] of Object.entries(lists)) {
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
  for (const [table, rows] of Object.entries(await dump(db)).sort(([a], [b]) => (a < b ? -1 : 1))) {
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
    await using scratch = await scratchRecord();
    await expect(await tablesOf(scratch.db)).toMatchFileSnapshot(golden('tables-dossier.txt'));
  });

  test('after a record of each noun with all its fields', async () => {
    await using scratch = await scratchRecord({ dossier: false });
    const report = await importRecords(scratch.db, itemsOf(...maximal), { by: 'test' });
    expect(report.rejections).toEqual([]);
    await expect(await tablesOf(scratch.db)).toMatchFileSnapshot(golden('tables-all-fields.txt'));
  });

  test.skipIf(!hasTravels)('after the travels (skipped where ../shared/data is absent)', async () => {
    await using scratch = await scratchRecord({ dossier: false, travels: true });
    await expect(await tablesOf(scratch.db)).toMatchFileSnapshot(golden('tables-travels.txt'));
  });
});

/** Each record as it is read back from its tables; the countries, which are many, by a digest. */
test('records of the dossier as they are read back', async () => {
  await using scratch = await scratchRecord();
  const lines: string[] = [];
  await exportRecord(scratch.db, async (line) => {
    lines.push(line);
  });
  const isCountry = (line: string): boolean => line.startsWith('{"noun":"country"');
  const countries = digest(lines.filter(isCountry).join(''));
  const text = [...lines.filter((line) => !isCountry(line)), `countries: ${countries}\n`].join('');
  await expect(text).toMatchFileSnapshot(golden('read-back.jsonl'));
});

import { existsSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openCliSandbox } from './cli-sandbox.ts';

type Place = ReturnType<typeof openCliSandbox>;
let place: Place;
beforeEach(() => {
  place = openCliSandbox({ here: true });
});
afterEach(() => place[Symbol.dispose]());

const countCreated = async (args: string[], env: Record<string, string> = {}): Promise<number> => {
  const { code, out, err } = await place.run([...args, '--json'], env);
  expect([code, err]).toEqual([0, '']);
  return (JSON.parse(out) as { report: { created: number } }).report.created;
};

test('init creates the dossier, or the reference data alone', async () => {
  const all = await countCreated(['init']);
  const none = await countCreated(['init', '--data', 'none', '--db', place.resolve('none.db')]);
  expect(await countCreated(['init', '--empty', '--db', place.resolve('empty.db')])).toBe(none);
  expect(await countCreated(['init', '--db', place.resolve('set.db')], { CHANCERY_DATA: 'none' })).toBe(none);
  expect(all - none).toBeGreaterThan(100);
});

test('import creates a missing database with the dossier', async () => {
  const entries = place.resolve('entries.yaml');
  writeFileSync(entries, '- { noun: topic, key: grain, name: Grain }\n');
  // An empty variable counts as unset.
  const { code, err } = await place.run(['import', 'entries', entries], { CHANCERY_DATA: '' });
  const path = place.resolve('record.db');
  expect([code, err]).toEqual([0, `Created ${path} with the reference data and the dossier.\n`]);
});

test.each([
  [['init', '--data', 'all'], '--data is "all". It must be none, dossier or box.\n'],
  [
    ['init', '--empty', '--data', 'box'],
    '--empty is the same as --data none, and --data is "box". Give one of them.\n',
  ],
])('%j is rejected and creates no database', async (args, message) => {
  expect(await place.run(args)).toEqual({ code: 2, out: '', err: message });
  expect(existsSync(place.resolve('record.db'))).toBe(false);
});

test('the box is added to an existing database only with --into, and --into needs one', async () => {
  const path = place.resolve('record.db');
  expect(await place.run(['init', '--data', 'box', '--into'])).toEqual({
    ...{ code: 2, out: '' },
    err: `There is no database ${path}. Omit --into to create it.\n`,
  });
  await countCreated(['init', '--data', 'none']);
  const { code, err } = await place.run(['init', '--data', 'box']);
  expect([code, err]).toEqual([2, `${path} exists. Add --into to add thousands of records of the box to it.\n`]);
  expect(await countCreated(['init', '--data', 'box', '--into'])).toBeGreaterThan(12_000);
  const { out } = await place.run(['check', '--json']);
  expect(JSON.parse(out)).toMatchObject({ problems: [] });
});

import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openCliSandbox } from './cli-sandbox.ts';

const source = (key: string, rest = ''): string => `{"noun":"source","key":"${key}","publisher":"Test"${rest}}`;

test('init creates the record, a repeated init changes nothing, and check finds no errors', async () => {
  using place = openCliSandbox({ here: true });
  const first = JSON.parse((await place.run(['init', '--json'])).out);
  expect(first).toMatchObject({
    database: place.resolve('record.db'),
    created: true,
    report: { updated: 0, unchanged: 0, rejected: 0 },
  });
  expect(first.report.created).toBeGreaterThan(200);
  expect(readdirSync(place.resolve('.'))).toEqual(['record.db']);

  const second = JSON.parse((await place.run(['init', '--json'])).out);
  expect(second).toMatchObject({
    created: false,
    report: { read: first.report.read, created: 0, updated: 0, rejected: 0 },
  });

  const check = await place.run(['check', '--json']);
  expect([check.code, check.err]).toEqual([0, '']);
  expect(JSON.parse(check.out).problems).toEqual([]);
});

test('init --empty omits the dossier', async () => {
  using place = openCliSandbox({ here: true });
  const empty = JSON.parse((await place.run(['init', '--empty', '--json'])).out);
  const whole = JSON.parse((await place.run(['init', '--json', '--db', place.resolve('whole.db')])).out);
  expect(empty.report.created).toBeLessThan(whole.report.created);
});

test('import rejects an invalid entry with its place and reason and writes the rest; a second run changes nothing', async () => {
  using place = openCliSandbox({ here: true });
  const file = place.resolve('sources.jsonl');
  writeFileSync(file, [source('one'), source('two', ',"licence":7'), source('three')].join('\n'));
  const first = await place.run(['import', 'entries', file, '--data', 'none', '--json']);
  expect(first.code).toBe(1);
  expect(first.err).toBe(`Created ${place.resolve('record.db')} with the reference data.\n`);
  const report = JSON.parse(first.out);
  expect(report).toMatchObject({ read: 3, created: 2, updated: 0, unchanged: 0, rejected: 1 });
  expect(report.rejections).toHaveLength(1);
  expect(report.rejections[0]).toMatchObject({ file: 'sources.jsonl', line: 2, key: 'two' });
  expect(report.rejections[0].reason).toContain('licence');

  const second = await place.run(['import', 'entries', file]);
  expect([second.code, second.err]).toEqual([1, '']);
  expect(second.out).toMatch(
    /^Imported .*\nread +3\ncreated +0\nupdated +0\nunchanged +2\nrejected +1\n {2}.*sources\.jsonl:2 \(two\): .*licence/,
  );
});

test('a dry run reports and creates nothing', async () => {
  using place = openCliSandbox({ here: true });
  const file = place.resolve('sources.jsonl');
  writeFileSync(file, source('one'));
  const { code, out } = await place.run(['import', 'entries', file, '--dry-run', '--data', 'none', '--json']);
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ read: 1, created: 1, rejected: 0 });
  expect(readdirSync(place.resolve('.'))).toEqual(['sources.jsonl']);
});

test('check does not create a missing database', async () => {
  using place = openCliSandbox({ here: true });
  const { code, out, err } = await place.run(['check', '--json']);
  expect({ code, out, err }).toEqual({
    code: 3,
    out: '',
    err: `There is no database at ${place.resolve('record.db')}. Create it with "chancery init", or set CHANCERY_DB.\n`,
  });
  expect(existsSync(place.resolve('record.db'))).toBe(false);
});

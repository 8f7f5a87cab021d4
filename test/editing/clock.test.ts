import { afterEach, expect, test, vi } from 'vitest';
import { importRecords } from '../../src/ingest/import-records.ts';
import { toReadItems } from '../helpers/sample-records.ts';
import { buildVisitInput, openEditingFixture, recordVisitMutation, withdrawMutation } from './editing-fixture.ts';

afterEach(() => void vi.useRealTimers());

test('recorded times never go backwards, whether an editor or an import writes', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2035-03-02T12:00:00.500Z') });
  await using editing = await openEditingFixture();
  const { apiFixture } = editing;
  const token = await editing.token('Ada Lovelace');
  const readTimes = async () => {
    const { data } = await apiFixture.execute('{ changes(last: 3) { nodes { sequence recordedAt } } }');
    return data.changes.nodes.map(({ recordedAt }: { recordedAt: string }) => recordedAt);
  };
  const record = async (key: string) =>
    expect(
      await editing.sendMutation(token, recordVisitMutation, { visit: { ...buildVisitInput(), key } }),
    ).toMatchObject({ errors: [] });
  await record('v2');
  vi.setSystemTime(new Date('2035-03-01T00:00:00Z'));
  await record('v3');
  await importRecords(apiFixture.db, toReadItems({ noun: 'person', key: 'late', name: 'Late' }));
  const last = '2035-03-02T12:00:00.500Z';
  expect(await readTimes()).toEqual([last, last, last]);
  vi.setSystemTime(new Date('2035-03-03T00:00:00Z'));
  expect(await editing.sendMutation(token, withdrawMutation, { key: 'v3' })).toMatchObject({
    errors: [],
  });
  expect(await readTimes()).toEqual([last, last, '2035-03-03T00:00:00.000Z']);
});

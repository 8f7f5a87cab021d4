import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { findUndeclaredBreakingChanges } from '../../scripts/breaking-changes.ts';

const read = (name: string): string => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');
const released = read('sdk/released-schema.graphql');
const unchanged =
  '# Changelog\n\n## 0.2.0, unreleased\n\nThe API\n- Less is more.\n\n## 0.1.0\n\nBreaking\n- `Visit.leg` went.\n';
const declaring = (lines: string) => unchanged.replace('The API\n', `Breaking\n${lines}\nThe API\n`);
const without = (line: RegExp): string => {
  const less = released.replace(line, '');
  expect(less.length).toBeLessThan(released.length);
  return less;
};
const coordinates = async (current: string, changelog: string) =>
  (await findUndeclaredBreakingChanges({ released, current, changelog })).map(({ coordinate }) => coordinate);

test('the contract breaks nothing that was released, unless the changelog says so', async () => {
  expect(
    await findUndeclaredBreakingChanges({ released, current: read('schema.graphql'), changelog: read('CHANGELOG.md') }),
  ).toEqual([]);
});

test('a field that is gone fails until it is declared, in the version that is to come', async () => {
  const current = without(/ {2}"""The number of the leg within the trip, from 1\."""\n {2}leg: Int\n/);
  expect(await coordinates(current, unchanged)).toEqual(['Visit.leg']);
  expect(await coordinates(current, declaring('- `Visit.place` went.\n'))).toEqual(['Visit.leg']);
  expect(await coordinates(current, declaring('- `Visit.leg` went: `Visit.trip` has the legs.\n'))).toEqual([]);
  // What was declared of a version that is out stays out of it.
  expect(await coordinates(current, unchanged.replace(', unreleased', ''))).toEqual(['Visit.leg']);
});

test.each([
  ['a value of an enum', / {2}"""Called off\."""\n {2}CANCELLED\n/, 'VisitStatus.CANCELLED'],
  ['an argument', / {4}"""\n[^"]*"""\n {4}asKnownAt: DateTime\n/, 'Query.entry.asKnownAt'],
])('%s that is gone fails', async (_name, line, coordinate) => {
  expect(await coordinates(without(line), unchanged)).toContain(coordinate);
});

test('what is added breaks nothing', async () => {
  expect(await coordinates(`${released}\nextend type Query { weather: String }`, unchanged)).toEqual([]);
});

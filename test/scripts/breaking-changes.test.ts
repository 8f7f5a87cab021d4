import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { findUndeclaredBreakingChanges } from '../../scripts/breaking-changes.ts';

const read = (name: string): string => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8');
const released = read('sdk/released-schema.graphql');
const unchanged =
  '# Changelog\n\n## 0.2.0, unreleased\n\nThe API\n- Less is more.\n\n## 0.1.0\n\nBreaking\n- `Visit.leg` went.\n';
const withBreakingList = (lines: string) => unchanged.replace('The API\n', `Breaking\n${lines}\nThe API\n`);
const without = (line: RegExp): string => {
  const current = released.replace(line, '');
  expect(current.length).toBeLessThan(released.length);
  return current;
};
const coordinates = async (current: string, changelog: string) =>
  (await findUndeclaredBreakingChanges({ released, current, changelog })).map(({ coordinate }) => coordinate);

test('the changelog declares every breaking change since the last release', async () => {
  expect(
    await findUndeclaredBreakingChanges({ released, current: read('schema.graphql'), changelog: read('CHANGELOG.md') }),
  ).toEqual([]);
});

test('reports a removed field until the unreleased version of the changelog declares it', async () => {
  const current = without(/ {2}"""The number of the leg within the trip, from 1\."""\n {2}leg: Int\n/);
  expect(await coordinates(current, unchanged)).toEqual(['Visit.leg']);
  expect(await coordinates(current, withBreakingList('- `Visit.place` went.\n'))).toEqual(['Visit.leg']);
  expect(await coordinates(current, withBreakingList('- `Visit.leg` went: `Visit.trip` has the legs.\n'))).toEqual([]);
  // A released version cannot declare new changes.
  expect(await coordinates(current, unchanged.replace(', unreleased', ''))).toEqual(['Visit.leg']);
});

test.each([
  ['a value of an enum', / {2}"""Called off\."""\n {2}CANCELLED\n/, 'VisitStatus.CANCELLED'],
  ['an argument', / {4}"""\n[^"]*"""\n {4}asKnownAt: DateTime\n/, 'Query.entry.asKnownAt'],
])('reports %s that was removed', async (_name, line, coordinate) => {
  expect(await coordinates(without(line), unchanged)).toContain(coordinate);
});

test('does not report additions', async () => {
  expect(await coordinates(`${released}\nextend type Query { weather: String }`, unchanged)).toEqual([]);
});

import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorld, type World } from './kit/world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world?.[Symbol.asyncDispose]());

const wrongKind = (key: string, is: string, wanted: string): string => `"${key}" is the key of a ${is}, where a ${wanted} is wanted.`;

test.each([
  ['visits(filter: { traveller: { key: { eq: "KZ" } } })', wrongKind('KZ', 'country', 'person')],
  ['visits(filter: { traveller: { key: { in: ["emmanuel-macron", "143"] } } })', wrongKind('143', 'group', 'person')],
  ['visits(filter: { host: { group: { eq: "KZ" } } })', wrongKind('KZ', 'country', 'group')],
  ['people(filter: { key: { eq: "KZ" } })', wrongKind('KZ', 'country', 'person')],
  ['organizations(filter: { key: { eq: "emmanuel-macron" } })', wrongKind('emmanuel-macron', 'person', 'organization')],
  ['statements(filter: { visit: { eq: "kz2023:S1" } })', wrongKind('kz2023:S1', 'statement', 'visit')],
  [
    'visits(filter: { trip: { eq: "kz2023:V1" } })',
    'No trip has the key "kz2023:V1". Keys are exact: look them up with the trip\'s own query or with search.',
  ],
  [
    'visits(filter: { not: { source: { eq: "nobody" } } })',
    'No source has the key "nobody". Keys are exact: look them up with the source\'s own query or with search.',
  ],
])('%s is refused, and says why', async (list, message) => {
  const { errors } = await world.ask(`{ ${list} { totalCount } }`);
  expect(errors).toEqual([expect.objectContaining({ message, extensions: { code: 'BAD_INPUT' } })]);
});

test('a party of any kind is a party', async () => {
  const { errors } = await world.ask('{ visits(filter: { party: { key: { in: ["KZ", "emmanuel-macron", "143"] } } }) { totalCount } }');
  expect(errors).toBeUndefined();
});

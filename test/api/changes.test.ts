import { afterAll, beforeAll, expect, test } from 'vitest';
import { openWorld, type World } from '../kit/world.ts';
let world: World;
beforeAll(async () => { world = await openWorld(); });
afterAll(() => world[Symbol.asyncDispose]());
test('x', async () => {
  const a = await world.ask('{ changes(afterSequence: 440, first: 3) { nodes { sequence noun key action recordedAt by reason changes { field from to } entry { key __typename ... on Visit { host { name } } } mergedInto } pageInfo { hasNextPage hasPreviousPage endCursor } totalCount } timeline(first: 2) { nodes { key revision history { nodes { sequence action knownAt entry { key } changes { field from to } } } ... on TradeLink { revision } } } }');
  console.log(JSON.stringify(a, null, 1));
  for (const n of [-1, 10000]) console.log(JSON.stringify(await world.ask(`{ changes(afterSequence: ${n}) { nodes { key } } }`)));
  console.log(JSON.stringify(await world.ask(`subscription { changes { key } }`)));
});

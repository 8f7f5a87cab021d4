import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { openWorld, type World } from './api-fixture.ts';

/** A request that is refused: which, and with what. */
export type Case = [
  name: string,
  document: string,
  expected: { code: string; message: string | RegExp },
  variables?: object,
];

export const byFilter = 'query($f: VisitFilter) { visits(filter: $f) { totalCount } }';
export const said = (message: string | RegExp) =>
  typeof message === 'string' ? message : expect.stringMatching(message);

/** One world for the tests of a file; after each, whatever was refused, it still answers. */
export function steadyWorld(): Pick<World, 'ask' | 'fetch'> {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(() => world[Symbol.asyncDispose]());
  afterEach(async () => {
    const { status, data } = await world.ask('{ visits { totalCount } }');
    expect({ status, data }).toEqual({ status: 200, data: { visits: { totalCount: 2 } } });
  });
  return { ask: (...args) => world.ask(...args), fetch: (...args) => world.fetch(...args) };
}

import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { type ApiFixture, openApiFixture } from './api-fixture.ts';

/** A request that is refused: which, and with what. */
export type RejectedCase = [
  name: string,
  document: string,
  expected: { code: string; message: string | RegExp },
  variables?: object,
];

export const visitsByFilterQuery = 'query($f: VisitFilter) { visits(filter: $f) { totalCount } }';
export const matchMessage = (message: string | RegExp) =>
  typeof message === 'string' ? message : expect.stringMatching(message);

/** One world for the tests of a file; after each, whatever was refused, it still answers. */
export function useSharedApiFixture(): Pick<ApiFixture, 'execute' | 'fetch'> {
  let world: ApiFixture;
  beforeAll(async () => {
    world = await openApiFixture();
  });
  afterAll(() => world[Symbol.asyncDispose]());
  afterEach(async () => {
    const { status, data } = await world.execute('{ visits { totalCount } }');
    expect({ status, data }).toEqual({ status: 200, data: { visits: { totalCount: 2 } } });
  });
  return { execute: (...args) => world.execute(...args), fetch: (...args) => world.fetch(...args) };
}

import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { type ApiFixture, openApiFixture } from './api-fixture.ts';

/** A request that must be rejected, and the error it must return. */
export type RejectedCase = [
  name: string,
  document: string,
  expected: { code: string; message: string | RegExp; path?: (string | number)[]; field?: string },
  variables?: object,
];

export const visitsByFilterQuery = 'query($f: VisitFilter) { visits(filter: $f) { totalCount } }';
export const matchMessage = (message: string | RegExp) =>
  typeof message === 'string' ? message : expect.stringMatching(message);

/** Opens one fixture for all tests of a file, and checks after each that it still responds. */
export function useSharedApiFixture(): Pick<ApiFixture, 'execute' | 'fetch'> {
  let fixture: ApiFixture;
  beforeAll(async () => {
    fixture = await openApiFixture();
  });
  afterAll(() => fixture[Symbol.asyncDispose]());
  afterEach(async () => {
    const { status, data } = await fixture.execute('{ visits { totalCount } }');
    expect({ status, data }).toEqual({ status: 200, data: { visits: { totalCount: 2 } } });
  });
  return { execute: (...args) => fixture.execute(...args), fetch: (...args) => fixture.fetch(...args) };
}

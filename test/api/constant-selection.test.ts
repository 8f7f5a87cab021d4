import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runs } from '../kit/runs.ts';
import { openWorld, type World } from '../kit/world.ts';
import { queries, written } from './random-query.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld({ generated: true });
}, 120_000);
afterAll(() => world?.[Symbol.asyncDispose]());

// Each shifts the aliases of what follows it by another number, or looks up keys that a selection may look up too.
const filters: object[] = [
  {},
  { host: { code: { eq: 'KZ' } } },
  { host: { code: { in: ['KZ', 'UZ', 'FR'] } } },
  { host: { group: { eq: '143' } }, disputed: false },
  { or: [{ type: ['STATE'] }, { not: { party: { key: { eq: 'emmanuel-macron' } } } }] },
  { start: { onOrAfter: '2001-01-01' } },
];
const requests = fc.array(fc.record({ filter: fc.constantFrom(...filters), first: fc.integer({ min: 0, max: 4 }) }), {
  minLength: 2,
  maxLength: 6,
});

let asked = 0;
/** A text that nobody has asked before. */
const fresh = (query: string): string => `${query} # ${++asked}`;

test('what a document was asked for before changes neither its statement nor its answer', { timeout: 120_000 }, async () => {
  let kept = 0;
  await fc.assert(
    fc.asyncProperty(queries({ pagesOnly: false, of: 'VisitConnection' }), requests, async (selected, variables) => {
      const query = `query ($filter: VisitFilter, $first: Int) { visits(filter: $filter, first: $first) ${written(selected)} }`;
      const often = fresh(query);
      for (const each of variables) {
        const [again, once] = [await world.ask(often, each), await world.ask(fresh(query), each)];
        expect(again.sql).toEqual(once.sql);
        expect(JSON.stringify(again.data)).toBe(JSON.stringify(once.data));
        expect(again.errors?.map(({ message }) => message)).toEqual(once.errors?.map(({ message }) => message));
        kept += again.data?.visits ? 1 : 0;
      }
    }),
    { numRuns: runs(60) },
  );
  expect(kept).toBeGreaterThan(runs(60));
});

test('a selection looks up its own keys, whoever else does', async () => {
  const query = `query ($filter: VisitFilter) { visits(filter: $filter, first: 2) { nodes { key host { name visitsHosted(filter: { party: { key: { eq: "KEY" } } }) { totalCount } } } } }`;
  const [known, unknown] = [query.replace('KEY', 'emmanuel-macron'), query.replace('KEY', 'nobody')];
  for (const filter of filters) {
    expect((await world.ask(known, { filter })).errors).toBeUndefined();
    expect((await world.ask(unknown, { filter })).errors?.[0]?.message).toContain('nobody');
  }
});

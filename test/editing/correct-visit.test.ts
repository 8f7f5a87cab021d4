import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { visitPurposes, visitTypes } from '../../src/model/vocabulary.ts';
import {
  correctVisitMutation,
  type EditingFixture,
  type MutationResult,
  openEditingFixture,
  recordVisitMutation,
} from './editing-fixture.ts';

let editing: EditingFixture;
beforeAll(async () => {
  editing = await openEditingFixture();
});
afterAll(() => editing[Symbol.asyncDispose]());

const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const words = fc.constantFrom('Astana', '“Ёлка 🎄”', 'né Ángel');
const aVisit = fc.record({
  summary: words,
  travellers: fc.subarray([{ person: 'ada', term: 'ada-president' }, { person: 'bela' }], { minLength: 1 }),
  host: fc.constantFrom('KZ', 'FR', 'SUHH'),
  place: optional(words),
  met: optional(fc.subarray(['bela', 'UZ', 'EU'])),
  start: fc.constantFrom(
    { edtf: '2021-11' },
    { edtf: '[2021-10-23..2021-10-29]', basis: 'RESOLVED', verbatim: 'last week' },
  ),
  end: optional(fc.constantFrom({ edtf: '2022' }, { edtf: '2023-01-02', basis: 'INFERRED' })),
  type: optional(fc.constantFrom(...visitTypes)),
  purposes: optional(fc.subarray([...visitPurposes])),
  status: fc.constantFrom('COMPLETED', 'ANNOUNCED'),
  remarks: optional(words),
});

/** All fields of a visit except its name and its evidence. */
const facts = ({ visit: { key: _key, citations: _citations, ...rest } }: MutationResult): MutationResult => rest;

test('correcting a visit into another makes it equal, and repeating the correction changes nothing', async () => {
  const ada = await editing.token('Ada Lovelace');
  let runs = 0;
  await fc.assert(
    fc.asyncProperty(aVisit, aVisit, async (one, other) => {
      const [key, like] = [`one-${runs}`, `other-${runs++}`];
      await editing.sendMutation(ada, recordVisitMutation, { visit: { key, ...one } });
      const wanted = await editing.sendMutation(ada, recordVisitMutation, { visit: { key: like, ...other } });
      const corrected = await editing.sendMutation(ada, correctVisitMutation, { key, visit: other });
      expect(facts(corrected)).toEqual(facts(wanted));
      expect(corrected.changed).toBe(JSON.stringify(lean(one)) !== JSON.stringify(lean(other)));
      expect(await editing.sendMutation(ada, correctVisitMutation, { key, visit: other })).toMatchObject({
        changed: false,
        revision: corrected.revision,
      });
    }),
    { numRuns: 40 },
  );
});

/** Null, an empty list and a default are equivalent. */
const lean = (visit: object): object =>
  Object.fromEntries(
    Object.entries(visit).filter(
      ([, value]) => value !== null && value !== 'UNSPECIFIED' && !(Array.isArray(value) && value.length === 0),
    ),
  );

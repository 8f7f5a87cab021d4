import { expect, test } from 'vitest';
import { z } from 'zod';
import { recordSchemas } from '../../src/model/records/index.ts';
import { recordNouns } from '../../src/model/vocabulary.ts';
import { listUnsetFields } from '../helpers/unset-fields.ts';
import { maximalRecords } from './maximal-records.ts';

/** Other names of fields, which are accepted and not written. */
const isAcceptedOnly = new Set(['visit.travellers.person']);

test.each(recordNouns)('the records of the noun %s have every field', (noun) => {
  const records = maximalRecords.filter((record) => record.noun === noun);
  const unset = listUnsetFields(recordSchemas[noun], records)
    .map((field) => `${noun}.${field}`)
    .filter((field) => !isAcceptedOnly.has(field));
  expect(unset, 'Give these fields a value in test/store/maximal-records.ts.').toEqual([]);
});

test('finds the fields that no record has, at any depth', () => {
  const schema = z.strictObject({
    name: z.string().optional(),
    date: z.union([z.string(), z.strictObject({ edtf: z.string(), basis: z.string() })]).transform(String),
    travellers: z.array(z.strictObject({ person: z.string(), seat: z.string().optional() })).default([]),
  });
  const records = [{ name: 'Ada', travellers: [{ person: 'ada' }] }, { date: { edtf: '2023' } }];
  expect(listUnsetFields(schema, records)).toEqual(['date.basis', 'travellers.seat']);
});

import { z } from 'zod';
import { citationsSchema, recordKeySchema } from '../records/field-schemas.ts';
import { officeRanks, termCapacities } from '../vocabulary.ts';
import { date, day, oneOf, reference, text } from './field-kinds.ts';
import { defineNoun, getRecordShape } from './noun.ts';

export const office = defineNoun('office', {
  title: text('The title of the office, in English.', 'The title in English.'),
  rank: oneOf(officeRanks, 'The rank of the office, by its function.', 'The rank, by function.'),
  country: reference(
    'country',
    'The key of the country that the office belongs to.',
    'The country that the office belongs to.',
    { optional: true },
  ),
  organization: reference(
    'organization',
    'The key of the organization that the office belongs to, if not to a country.',
    'The organisation that the office belongs to.',
    { optional: true, index: 'COLUMN' },
  ),
  from: date('The first day of its existence; absent if unknown.', 'The first day of its existence; null if unknown.', {
    optional: true,
  }),
  until: date(
    'The last day of its existence; absent while it exists.',
    'The last day of its existence; null while it exists, or if unknown.',
    {
      optional: true,
    },
  ),
});

export const officeSchema = z.strictObject({
  noun: z.literal('office'),
  key: recordKeySchema,
  ...getRecordShape(office),
});

export const term = defineNoun('term', {
  office: reference('office', 'The key of the office held.', 'The office held.'),
  person: reference('person', 'The key of the person who held the office.', 'The person who held the office.'),
  capacity: oneOf(
    termCapacities,
    'The capacity in which the office was held.',
    'The capacity in which the office was held.',
    { default: 'INCUMBENT' },
  ),
  from: date('The first day; absent if unknown.', 'The first day; null if unknown.', { optional: true }),
  until: date(
    'The last day; absent while the term lasts, or if unknown.',
    'The last day; null while the term lasts, or if unknown.',
    { optional: true },
  ),
  attestedUntil: day(
    'The last day on which a source attests that the person held the office; absent if only the first and the last day are known.',
    'The last day on which a source attests that the person held the office. Afterwards the term may have ended. Null if only the first and the last day are known.',
    { optional: true },
  ),
});

export const termSchema = z.strictObject({
  noun: z.literal('term'),
  key: recordKeySchema,
  ...getRecordShape(term),
  citations: citationsSchema,
});

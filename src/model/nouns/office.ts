import { z } from 'zod';
import { citationsSchema, recordKeySchema } from '../records/field-schemas.ts';
import { officeRanks, termCapacities } from '../vocabulary.ts';
import { date, oneOf, reference, text } from './field-kinds.ts';
import { defineNoun, getRecordShape } from './noun.ts';

export const office = defineNoun('office', {
  title: text('What the office is called.', 'Its title in English.'),
  rank: oneOf(officeRanks, 'What sort of office it is.', 'How high it is, by its function.'),
  country: reference('country', 'Whose office it is.', 'The country that it is an office of.', { optional: true }),
  organization: reference(
    'organization',
    "Whose office it is, if not a country's.",
    'The organisation that it is an office of.',
    { optional: true, index: 'COLUMN' },
  ),
  from: date(
    'Since when the office has existed; absent where unknown.',
    'The first day on which it existed; null where no source says.',
    { optional: true },
  ),
  until: date('Its last day; absent while it lasts.', 'Its last day; null while it exists, or where no source says.', {
    optional: true,
  }),
});

export const officeSchema = z.strictObject({
  noun: z.literal('office'),
  key: recordKeySchema,
  ...getRecordShape(office),
});

export const term = defineNoun('term', {
  office: reference('office', 'The office that was held.', 'The office.'),
  person: reference('person', 'Who held it.', 'Who held it.'),
  capacity: oneOf(termCapacities, 'In which capacity.', 'In which capacity.', { default: 'INCUMBENT' }),
  from: date('The first day; absent where unknown.', 'Its first day; null where no source says.', { optional: true }),
  until: date(
    'The last day; absent while it lasts, or where unknown.',
    'Its last day; null while it lasts, or where no source says.',
    { optional: true },
  ),
});

export const termSchema = z.strictObject({
  noun: z.literal('term'),
  key: recordKeySchema,
  ...getRecordShape(term),
  citations: citationsSchema,
});

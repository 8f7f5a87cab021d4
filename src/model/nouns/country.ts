import { z } from 'zod';
import { fuzzyDateSchema, partyShape, referenceTo } from '../records/field-schemas.ts';
import { countryStatuses } from '../vocabulary.ts';
import { custom, date, oneOf, text } from './field-kinds.ts';
import { defineNoun, getRecordShape } from './noun.ts';

const successorsSchema = z
  .array(
    z.strictObject({
      country: referenceTo('country'),
      on: fuzzyDateSchema.optional(),
      source: referenceTo('source'),
    }),
  )
  .default([])
  .describe('The states that took its place; predecessors are these read backwards.');

export const country = defineNoun('country', {
  code: text(
    'Alpha-2; four letters of ISO 3166-3 for a former one; x-… where ISO never had one.',
    'ISO 3166: alpha-2 (KZ), four letters for a former one (SUHH); XK for Kosovo; x-… where ISO never had one.',
    { schema: z.string().min(2) },
  ),
  alpha3: text('The ISO 3166-1 alpha-3 code.', 'The ISO 3166-1 alpha-3 code.', {
    schema: z.string().length(3),
    optional: true,
    index: 'COLUMN',
  }),
  m49: text('The three-digit UN M49 code.', 'The three-digit UN M49 code.', {
    schema: z.string().length(3),
    optional: true,
    index: 'COLUMN',
  }),
  status: oneOf(countryStatuses, 'The present status.', 'The present status.'),
  from: date('The first day of its existence; absent if unknown.', 'The first day of its existence; null if unknown.', {
    optional: true,
  }),
  until: date(
    'The last day of its existence; absent while it exists.',
    'The last day of its existence; null while it exists.',
    { optional: true },
  ),
  successors: custom(successorsSchema),
});

export const countrySchema = z.strictObject({
  noun: z.literal('country'),
  ...partyShape,
  ...getRecordShape(country),
});

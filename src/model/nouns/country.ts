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
  .describe('The successor states; predecessors follow from them.');

const periodsSchema = z
  .array(z.strictObject({ from: fuzzyDateSchema.optional(), until: fuzzyDateSchema.optional() }))
  .default([])
  .describe(
    'The periods of its existence, in order, if there were several: the first begins on `from`, the last ends on `until`.',
  );

export const country = defineNoun('country', {
  code: text(
    'The alpha-2 code; the four-letter ISO 3166-3 code for a former country; x-… if ISO never assigned one.',
    'The ISO 3166 code: alpha-2 (KZ), or four letters for a former country (SUHH); XK for Kosovo; x-… if ISO never assigned one.',
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
  periods: custom(periodsSchema),
  successors: custom(successorsSchema),
});

export const countrySchema = z.strictObject({
  noun: z.literal('country'),
  ...partyShape,
  ...getRecordShape(country),
});

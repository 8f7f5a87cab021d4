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
  alpha3: text('ISO 3166-1 alpha-3.', 'ISO 3166-1 alpha-3.', {
    schema: z.string().length(3),
    optional: true,
    index: 'COLUMN',
  }),
  m49: text('The code of the UN, M49.', 'The three-digit code of UN M49.', {
    schema: z.string().length(3),
    optional: true,
    index: 'COLUMN',
  }),
  status: oneOf(countryStatuses, 'What it is at present.', 'What it is, at present.'),
  from: date(
    'Since when it is a country; absent where unknown.',
    'When it began; null where the record does not say.',
    { optional: true },
  ),
  until: date('Its last day; absent while it lasts.', 'Its last day; null while it lasts.', { optional: true }),
  successors: custom(successorsSchema),
});

export const countrySchema = z.strictObject({
  noun: z.literal('country'),
  ...partyShape,
  ...getRecordShape(country),
});

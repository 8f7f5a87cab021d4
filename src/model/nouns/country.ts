import { z } from 'zod';
import { boundedText, fuzzyDateSchema, referenceTo } from '../records/field-schemas.ts';
import { countryStatuses } from '../vocabulary.ts';
import { custom, date, oneOf, text } from './field-kinds.ts';
import { defineNoun, listSchema } from './noun.ts';
import { partyShape } from './party.ts';

/** Not one shared schema: the JSON Schema would refer to it. */
const isoCodeSchema = () => z.string().length(3);
const successorSchema = z.strictObject({
  country: referenceTo('country'),
  on: fuzzyDateSchema.optional(),
  source: referenceTo('source'),
});

export const periodFields = {
  start: date('The first day; null if unknown.', { optional: true, record: null }),
  end: date('The last day; null while the country exists.', { optional: true, record: null }),
};

export const country = defineNoun('country', partyShape, {
  code: text(
    'The ISO 3166 code: alpha-2 (KZ), or four letters for a former country (SUHH); XK for Kosovo; x-… if ISO never assigned one.',
    {
      schema: boundedText('key').min(2),
      record: 'The alpha-2 code; the four-letter ISO 3166-3 code for a former country; x-… if ISO never assigned one.',
    },
  ),
  alpha3: text('The ISO 3166-1 alpha-3 code.', { schema: isoCodeSchema(), optional: true, index: 'COLUMN' }),
  m49: text('The three-digit UN M49 code.', { schema: isoCodeSchema(), optional: true, index: 'COLUMN' }),
  status: oneOf(countryStatuses, 'The present status.'),
  start: date('The first day of its existence; null if unknown.', { optional: true }),
  end: date('The last day of its existence; null while it exists.', { optional: true }),
  periods: custom(
    listSchema(
      periodFields,
      'The periods of its existence, in order, if there were several: the first begins on `start`, the last ends on `end`.',
    ),
  ),
  successors: custom(
    z.array(successorSchema).default([]).describe('The successor states, from which predecessors are derived.'),
  ),
});

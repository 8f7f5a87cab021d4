import { z } from 'zod';
import { jsonSchema } from '../records/field-schemas.ts';
import { citationBases, claimRanks } from '../vocabulary.ts';
import { custom, number, oneOf, reference, text } from './field-kinds.ts';
import { getRecordShape, listSchema } from './noun.ts';
import { explainUnknownKeys } from './unknown-keys.ts';

export const spanFields = {
  words: text('The exact words.', { length: 'quotation', record: 'The exact words of the source.' }),
  start: number('The offset of the first code point, from 0.', {
    schema: z.int().min(0).optional(),
    record: 'The offset of the first code point, from 0. Optional if the words occur once in the text of the source.',
  }),
  end: number('The offset after the last code point.', {
    schema: z.int().min(1).optional(),
    record: 'The offset after the last code point. Defaults to the end of the words.',
  }),
};

const citedValueSchema = jsonSchema
  .optional()
  .describe(
    'The value that the source gives for the field, in the format of the field; the value of the record if absent.',
  );

export const citationFields = {
  source: reference('source', 'The source.', { record: null }),
  field: text('The field that the evidence supports; null for the whole record.', {
    length: 'token',
    optional: true,
    record: 'The field that the evidence supports, by its name in the API; the whole record if absent.',
  }),
  basis: oneOf(citationBases, 'How the value follows from the words.'),
  value: custom(citedValueSchema),
  rank: oneOf(claimRanks, 'The rank stated for the value; null if none is stated.', {
    optional: true,
    record: 'The rank of the value. The PREFERRED value is that of the record.',
  }),
  reason: text('The reason for the rank; null if none is stated.', {
    length: 'summary',
    optional: true,
    record: 'The reason for the rank; required for DEPRECATED.',
  }),
  voice: reference('party', 'The party quoted in the source; null for the source itself.', { optional: true }),
  spans: custom(listSchema(spanFields, 'The exact words; empty if the text of the source is not available.')),
};

export const citationSchema = z.strictObject(getRecordShape(citationFields), {
  error: explainUnknownKeys(Object.keys(citationFields)),
});
export type CitationRecord = z.output<typeof citationSchema>;
export const citationsSchema = z.array(citationSchema).default([]).describe('The evidence.');
/** Words of a source; the offsets can be omitted if the words occur once in its text. */
export type SpanRecord = CitationRecord['spans'][number];

import { z } from 'zod';
import { boundedText, instantSchema, keyShape, languageSchema } from '../records/field-schemas.ts';
import { maxTextLengths } from '../text-limits.ts';
import { textRetentions } from '../vocabulary.ts';
import { custom, date, day, number, oneOf, reference, references, text } from './field-kinds.ts';
import { defineNoun } from './noun.ts';

const urlSchema = z
  .url({ protocol: /^https?$/, error: 'A URL must begin with https:// or http://.' })
  .max(maxTextLengths.url);
const sha256Schema = z
  .string()
  .regex(/^[0-9a-f]{64}$/, 'A SHA-256 must be 64 hexadecimal digits in lower case.')
  .max(64);

const textSchema = boundedText('document')
  .min(1)
  .optional()
  .describe(
    'Its complete text, which spans are compared with. Its SHA-256 and length are computed. It is discarded unless `textRetention` is RETAINED.',
  );

export const source = defineNoun('source', keyShape, {
  publisher: text('The publisher.', { length: 'title' }),
  title: text('The title.', { schema: boundedText('title'), optional: true }),
  url: text('The URL.', { schema: urlSchema, optional: true }),
  language: text('The language, as a BCP 47 tag.', { schema: languageSchema, optional: true, record: null }),
  publishedOn: date('The date of publication.', { optional: true }),
  publishedAt: text('The instant of publication; null if only the day is known.', {
    schema: instantSchema,
    scalar: 'DateTime',
    optional: true,
    record: 'The instant of publication, if known.',
  }),
  retrievedOn: day('The day on which it was retrieved.', { optional: true }),
  sha256: text('The SHA-256 of its text, which the offsets of spans refer to, in hexadecimal.', {
    schema: sha256Schema,
    optional: true,
    index: 'COLUMN',
    record: 'The SHA-256 of its text, which the offsets of spans refer to; computed if `text` is given.',
  }),
  length: number('The length of its text in Unicode code points. No span may end after it.', {
    schema: z.int().min(0),
    optional: true,
  }),
  text: custom(textSchema),
  textRetention: oneOf(textRetentions, 'What is stored of its text; null if no text was supplied.', {
    optional: true,
    record:
      'What to store of its text: RETAINED needs a licence that allows it. HASHED, which is the default, discards the text.',
  }),
  licence: text('The licence.', { schema: boundedText('title'), optional: true }),
  derivedFrom: references('source', 'The sources that it copies or rewords, so that it is not independent of them.'),
  replaces: reference('source', 'Its earlier version.', { optional: true, index: 'COLUMN' }),
});

export const coverage = defineNoun(
  'coverage',
  {},
  {
    source: reference('source', 'The source.', { record: null }),
    about: text('The subject that the source was read for.', {
      length: 'name',
      index: 'COLUMN',
      record: 'The subject that the source was read for: "US presidents\' travels abroad".',
    }),
    start: day('The first day covered.', { optional: true }),
    end: day('The last day covered.', { optional: true }),
    note: text('A note about the coverage.', { schema: boundedText('remarks'), optional: true }),
  },
);

import { z } from 'zod';
import { instantSchema, languageSchema, recordKeySchema } from '../records/field-schemas.ts';
import { date, day, number, reference, references, text } from './field-kinds.ts';
import { defineNoun, getRecordShape } from './noun.ts';

const urlSchema = z.url({ protocol: /^https?$/, error: 'An address begins with https:// or http://.' });
const sha256Schema = z
  .string()
  .regex(/^[0-9a-f]{64}$/, 'A SHA-256 is written as 64 hexadecimal digits, small letters.');

export const source = defineNoun('source', {
  publisher: text('Who published it.', 'Who published it.'),
  title: text('Its title.', 'Its title.', { schema: z.string(), optional: true }),
  url: text('Its address.', 'Its address.', { schema: urlSchema, optional: true }),
  language: text('A BCP 47 language tag.', 'Its language, a BCP 47 tag.', { schema: languageSchema, optional: true }),
  publishedOn: date('When it was published.', 'When it was published.', { optional: true }),
  publishedAt: text(
    'The instant of its publication, where it is known.',
    'The instant of its publication; null where only the day is known.',
    { schema: instantSchema, scalar: 'DateTime', optional: true },
  ),
  retrievedOn: day('When it was read for the record.', 'When it was read for the record.', { optional: true }),
  sha256: text(
    'SHA-256 of the bytes of its text, in which spans count.',
    'The hash of the text that spans count in, in hexadecimal.',
    { schema: sha256Schema, optional: true, index: 'COLUMN' },
  ),
  length: number(
    'How many Unicode code points its text has: no span ends later.',
    'How many Unicode code points its text has: no span ends later.',
    { schema: z.int().min(0), optional: true },
  ),
  licence: text('Under which licence it may be used.', 'Under which licence it may be used.', {
    schema: z.string(),
    optional: true,
  }),
  derivedFrom: references(
    'source',
    'Sources that it copies or rewords: they are not independent of each other.',
    'Sources that it copies or rewords: it is not independent of them.',
  ),
  replaces: reference('source', 'The earlier version of it.', 'The earlier version of it.', {
    optional: true,
    index: 'COLUMN',
  }),
});

export const sourceSchema = z.strictObject({
  noun: z.literal('source'),
  key: recordKeySchema,
  ...getRecordShape(source),
});

export const coverage = defineNoun('coverage', {
  source: reference('source', 'The key of a source.', 'The source.'),
  about: text('What the source was read for: "US presidents\' travels abroad".', 'What it was read for.', {
    index: 'COLUMN',
  }),
  from: day('The first day covered.', 'The first day covered.', { optional: true }),
  until: day('The last day covered.', 'The last day covered.', { optional: true }),
  note: text('What to know about it.', 'What to know about it.', { schema: z.string(), optional: true }),
});

export const coverageSchema = z.strictObject({ noun: z.literal('coverage'), ...getRecordShape(coverage) });

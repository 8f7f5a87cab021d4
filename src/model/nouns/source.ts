import { z } from 'zod';
import { instantSchema, languageSchema, recordKeySchema } from '../records/field-schemas.ts';
import { date, day, number, reference, references, text } from './field-kinds.ts';
import { defineNoun, getRecordShape } from './noun.ts';

const urlSchema = z.url({ protocol: /^https?$/, error: 'A URL must begin with https:// or http://.' });
const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/, 'A SHA-256 must be 64 hexadecimal digits in lower case.');

export const source = defineNoun('source', {
  publisher: text('The publisher.', 'The publisher.'),
  title: text('The title.', 'The title.', { schema: z.string(), optional: true }),
  url: text('The URL.', 'The URL.', { schema: urlSchema, optional: true }),
  language: text('A BCP 47 language tag.', 'The language, as a BCP 47 tag.', {
    schema: languageSchema,
    optional: true,
  }),
  publishedOn: date('The date of publication.', 'The date of publication.', { optional: true }),
  publishedAt: text(
    'The instant of publication, if known.',
    'The instant of publication; null if only the day is known.',
    { schema: instantSchema, scalar: 'DateTime', optional: true },
  ),
  retrievedOn: day('The day on which it was retrieved.', 'The day on which it was retrieved.', { optional: true }),
  sha256: text(
    'The SHA-256 of its text, which the offsets of spans refer to.',
    'The SHA-256 of its text, which the offsets of spans refer to, in hexadecimal.',
    { schema: sha256Schema, optional: true, index: 'COLUMN' },
  ),
  length: number(
    'The length of its text in Unicode code points. No span may end after it.',
    'The length of its text in Unicode code points. No span may end after it.',
    { schema: z.int().min(0), optional: true },
  ),
  licence: text('The licence.', 'The licence.', {
    schema: z.string(),
    optional: true,
  }),
  derivedFrom: references(
    'source',
    'The keys of the sources that it copies or rewords, so that it is not independent of them.',
    'The sources that it copies or rewords, so that it is not independent of them.',
  ),
  replaces: reference('source', 'The key of its earlier version.', 'Its earlier version.', {
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
  about: text(
    'The subject that the source was read for: "US presidents\' travels abroad".',
    'The subject that the source was read for.',
    {
      index: 'COLUMN',
    },
  ),
  from: day('The first day covered.', 'The first day covered.', { optional: true }),
  until: day('The last day covered.', 'The last day covered.', { optional: true }),
  note: text('A note about the coverage.', 'A note about the coverage.', { schema: z.string(), optional: true }),
});

export const coverageSchema = z.strictObject({ noun: z.literal('coverage'), ...getRecordShape(coverage) });

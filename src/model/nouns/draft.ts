import { instantSchema, languageSchema } from '../records/field-schemas.ts';
import { draftStatuses, recordNouns } from '../vocabulary.ts';
import { boolean, day, number, oneOf, text } from './field-kinds.ts';

/** The fields of a draft, which is no record: it has no history, and is never served as a fact. */
export const draftFields = {
  noun: oneOf(recordNouns, 'The type of the proposed record.'),
  record: text('The proposed record in the record format, as JSON.', { length: 'document' }),
  status: oneOf(draftStatuses, 'What was decided about it.'),
  rule: text('The rule of the reader that proposes it; null if a program did.', { length: 'token', optional: true }),
  confidence: number('From 0 to 1; null if unknown.', { decimal: true, optional: true }),
  createdAt: text('When it was proposed.', { schema: instantSchema, scalar: 'DateTime' }),
  createdBy: text('Who proposed it: the holder of a token, or the name of a program.'),
  decidedAt: text('When it was decided, or reopened; null if it never was.', {
    schema: instantSchema,
    scalar: 'DateTime',
    optional: true,
  }),
  decidedBy: text('Who decided, or reopened it; null if nobody did.', { optional: true }),
  automatic: boolean('Whether it was accepted for its confidence, without a person; null if it was never decided.', {
    optional: true,
  }),
  reason: text('The reason for the decision; null if none was given.', { length: 'summary', optional: true }),
};

/** The fields of a reading: a text that was read, and what is known of it. */
export const readingFields = {
  sha256: text('The SHA-256 of the text, in hexadecimal.', { length: 'token' }),
  length: number('The length of the text in Unicode code points.'),
  language: text('The language, as a BCP 47 tag.', { schema: languageSchema }),
  publishedOn: day('The day of the text, to which its dates are relative.'),
  publisher: text('The publisher; null if unknown.', { length: 'title', optional: true }),
  title: text('The title; null if unknown.', { length: 'title', optional: true }),
  url: text('The URL; null if unknown.', { length: 'url', optional: true }),
  readerVersion: text('The version of the reader.', { length: 'token' }),
  createdAt: text('When the text was read.', { schema: instantSchema, scalar: 'DateTime' }),
  createdBy: text('Who stored it: the holder of a token, or the name of a program.'),
};

import { z } from 'zod';
import {
  daySchema,
  fuzzyDateSchema,
  instantSchema,
  languageSchema,
  recordKeySchema,
  referencesTo,
  referenceTo,
} from './field-schemas.ts';

export const sourceSchema = z.strictObject({
  noun: z.literal('source'),
  key: recordKeySchema,
  publisher: z.string().min(1).describe('Who published it.'),
  title: z.string().optional().describe('Its title.'),
  url: z
    .url({ protocol: /^https?$/, error: 'An address begins with https:// or http://.' })
    .optional()
    .describe('Its address.'),
  language: languageSchema.optional(),
  publishedOn: fuzzyDateSchema.optional().describe('When it was published.'),
  publishedAt: instantSchema.optional().describe('The instant of its publication, where it is known.'),
  retrievedOn: daySchema.optional().describe('When it was read for the record.'),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'A SHA-256 is written as 64 hexadecimal digits, small letters.')
    .optional()
    .describe('SHA-256 of the bytes of its text, in which spans count.'),
  length: z.int().min(0).optional().describe('How many Unicode code points its text has: no span ends later.'),
  licence: z.string().optional().describe('Under which licence it may be used.'),
  derivedFrom: referencesTo('source').describe(
    'Sources that it copies or rewords: they are not independent of each other.',
  ),
  replaces: referenceTo('source').optional().describe('The earlier version of it.'),
});

export const commoditySchema = z.strictObject({
  noun: z.literal('commodity'),
  key: recordKeySchema,
  scheme: z.string().min(1).describe('HS2022, or WORDS where no code exists.'),
  code: z.string().optional().describe('Its code in the scheme.'),
  name: z.string().min(1).describe('What it is called.'),
  parent: referenceTo('commodity').optional().describe('The commodity that it is a part of.'),
});

export const topicSchema = z.strictObject({
  noun: z.literal('topic'),
  key: recordKeySchema,
  name: z.string().min(1).describe('What positions on it are about.'),
});

export const coverageSchema = z.strictObject({
  noun: z.literal('coverage'),
  source: referenceTo('source'),
  about: z.string().min(1).describe('What the source was read for: "US presidents\' travels abroad".'),
  from: daySchema.optional().describe('The first day covered.'),
  until: daySchema.optional().describe('The last day covered.'),
  note: z.string().optional().describe('What to know about it.'),
});

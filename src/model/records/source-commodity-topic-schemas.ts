import { z } from 'zod';
import { day, fuzzy, instant, keyOf, keysOf, language, recordKey } from './field-schemas.ts';

export const sourceRecord = z.strictObject({
  noun: z.literal('source'),
  key: recordKey,
  publisher: z.string().min(1).describe('Who published it.'),
  title: z.string().optional().describe('Its title.'),
  url: z
    .url({ protocol: /^https?$/, error: 'An address begins with https:// or http://.' })
    .optional()
    .describe('Its address.'),
  language: language.optional(),
  publishedOn: fuzzy.optional().describe('When it was published.'),
  publishedAt: instant.optional().describe('The instant of its publication, where it is known.'),
  retrievedOn: day.optional().describe('When it was read for the record.'),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'A SHA-256 is written as 64 hexadecimal digits, small letters.')
    .optional()
    .describe('SHA-256 of the bytes of its text, in which spans count.'),
  length: z.int().min(0).optional().describe('How many Unicode code points its text has: no span ends later.'),
  licence: z.string().optional().describe('Under which licence it may be used.'),
  derivedFrom: keysOf('source').describe('Sources that it copies or rewords: they are not independent of each other.'),
  replaces: keyOf('source').optional().describe('The earlier version of it.'),
});

export const commodityRecord = z.strictObject({
  noun: z.literal('commodity'),
  key: recordKey,
  scheme: z.string().min(1).describe('HS2022, or WORDS where no code exists.'),
  code: z.string().optional().describe('Its code in the scheme.'),
  name: z.string().min(1).describe('What it is called.'),
  parent: keyOf('commodity').optional().describe('The commodity that it is a part of.'),
});

export const topicRecord = z.strictObject({
  noun: z.literal('topic'),
  key: recordKey,
  name: z.string().min(1).describe('What positions on it are about.'),
});

export const coverageRecord = z.strictObject({
  noun: z.literal('coverage'),
  source: keyOf('source'),
  about: z.string().min(1).describe('What the source was read for: "US presidents\' travels abroad".'),
  from: day.optional().describe('The first day covered.'),
  until: day.optional().describe('The last day covered.'),
  note: z.string().optional().describe('What to know about it.'),
});

import { z } from 'zod';
import { day, fuzzy, keys, language, recordKey } from './shared.ts';

export const sourceRecord = z.strictObject({
  noun: z.literal('source'),
  key: recordKey,
  publisher: z.string().min(1),
  title: z.string().optional(),
  url: z.url().optional(),
  language: language.optional(),
  publishedOn: fuzzy.optional(),
  retrievedOn: day.optional(),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  licence: z.string().optional(),
  derivedFrom: keys.describe('Sources that it copies or rewords: they are not independent of each other.'),
  replaces: recordKey.optional(),
});

export const commodityRecord = z.strictObject({
  noun: z.literal('commodity'),
  key: recordKey,
  scheme: z.string().min(1).describe('HS2022, or WORDS where no code exists.'),
  code: z.string().optional(),
  name: z.string().min(1),
  parent: recordKey.optional(),
});

export const topicRecord = z.strictObject({ noun: z.literal('topic'), key: recordKey, name: z.string().min(1) });

export const coverageRecord = z.strictObject({
  noun: z.literal('coverage'),
  source: recordKey,
  about: z.string().min(1).describe('What the source was read for: "US presidents\' travels abroad".'),
  from: day.optional(),
  until: day.optional(),
  note: z.string().optional(),
});

import { z } from 'zod';
import * as vocabulary from '../../vocabulary.ts';
import { citations, entryShape, fuzzy, keys, language, recordKey } from './shared.ts';

export const visitRecord = z.strictObject({
  noun: z.literal('visit'),
  ...entryShape,
  travellers: z
    .array(z.strictObject({ person: recordKey, term: recordKey.optional().describe('The term held on the visit, if one is on record.') }))
    .min(1)
    .refine((all) => new Set(all.map((one) => one.person)).size === all.length, 'The same person travels twice.'),
  host: recordKey.describe("A country's key, as of the date."),
  place: z.string().min(1).optional(),
  met: keys,
  start: fuzzy,
  end: fuzzy.optional(),
  type: z.enum(vocabulary.visitTypes).default('UNSPECIFIED'),
  purposes: z.array(z.enum(vocabulary.visitPurposes)).default([]),
  status: z.enum(vocabulary.visitStatuses),
  remarks: z.string().optional().describe("The source's own words, verbatim."),
  trip: recordKey.optional(),
  leg: z.int().min(1).optional(),
});

export const tripRecord = z.strictObject({ noun: z.literal('trip'), key: recordKey });

export const statementRecord = z.strictObject({
  noun: z.literal('statement'),
  ...entryShape,
  speaker: recordKey.optional().describe("Absent: the source's own voice."),
  speakerTerm: recordKey.optional(),
  addressees: keys,
  about: keys,
  mode: z.enum(vocabulary.statementModes),
  saidOn: fuzzy,
  text: z.string().min(1),
  language: language.describe('Of the words as printed.'),
  spokenLanguage: language.optional(),
  renderings: z
    .array(z.strictObject({ text: z.string().min(1), language, method: z.enum(vocabulary.renderingMethods), citations }))
    .default([]),
  visit: recordKey.optional(),
});

export const tradeLinkRecord = z.strictObject({
  noun: z.literal('trade-link'),
  ...entryShape,
  kind: z.enum(vocabulary.tradeLinkKinds),
  status: z.enum(vocabulary.tradeLinkStatuses),
  commodities: keys,
  commodityVerbatim: z.string().optional(),
  suppliers: keys,
  buyers: keys,
  partners: keys,
  endpoints: keys,
  via: keys,
  bypassed: keys,
  replaced: keys,
  since: fuzzy.optional(),
  until: fuzzy.optional(),
  agreement: recordKey.optional(),
});

export const agreementRecord = z.strictObject({
  noun: z.literal('agreement'),
  ...entryShape,
  title: z.string().min(1),
  instrument: z.enum(vocabulary.agreementInstruments),
  binding: z.boolean().optional().describe('Absent: no source says.'),
  status: z.enum(vocabulary.agreementStatuses),
  signedOn: fuzzy.optional(),
  signatories: keys,
  partOf: recordKey.optional(),
  visit: recordKey.optional(),
});

export const positionRecord = z.strictObject({
  noun: z.literal('position'),
  ...entryShape,
  holder: recordKey,
  stance: z.enum(vocabulary.stances),
  toward: keys,
  topic: recordKey.optional(),
  label: z.string().optional(),
  from: fuzzy.optional(),
  until: fuzzy.optional(),
  statedBy: recordKey.optional(),
});

export const figureRecord = z.strictObject({
  noun: z.literal('figure'),
  ...entryShape,
  measure: z.string().min(1),
  value: z.number(),
  unit: z.string().min(1),
  approximate: z.boolean().default(false),
  period: fuzzy.optional(),
  about: keys,
  statedBy: recordKey.optional(),
  visit: recordKey.optional(),
});

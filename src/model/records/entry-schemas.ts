import { z } from 'zod';
import * as vocabulary from '../vocabulary.ts';
import { citations, entryShape, fuzzy, keyOf, keysOf, language, recordKey } from './field-schemas.ts';

export const visitRecord = z.strictObject({
  noun: z.literal('visit'),
  ...entryShape,
  travellers: z
    .array(
      z.strictObject({
        person: keyOf('person'),
        term: keyOf('term').optional().describe('The term held on the visit, if one is on record.'),
      }),
    )
    .min(1)
    .refine((all) => new Set(all.map((one) => one.person)).size === all.length, 'The same person travels twice.')
    .describe('Who went, with the term held on the visit.'),
  host: keyOf('country').describe("A country's key, as of the date."),
  place: z.string().min(1).optional().describe('Where: a town, a house.'),
  met: keysOf('party').describe('Whom they met: keys of parties.'),
  start: fuzzy.describe('When it began.'),
  end: fuzzy.optional().describe('When it ended.'),
  type: z.enum(vocabulary.visitTypes).default('UNSPECIFIED').describe('Its rank in protocol.'),
  purposes: z
    .array(z.enum(vocabulary.visitPurposes))
    .default([])
    .refine((all) => new Set(all).size === all.length, 'The same purpose stands twice.')
    .describe('What it was for.'),
  status: z.enum(vocabulary.visitStatuses).describe('How far it has come.'),
  remarks: z.string().optional().describe("The source's own words, verbatim."),
  trip: keyOf('trip').optional().describe('The trip that it is a leg of.'),
  leg: z.int().min(1).optional().describe('Which leg of the trip, from 1.'),
});

export const tripRecord = z.strictObject({ noun: z.literal('trip'), key: recordKey });

export const statementRecord = z.strictObject({
  noun: z.literal('statement'),
  ...entryShape,
  speaker: keyOf('party').optional().describe("Absent: the source's own voice."),
  speakerTerm: keyOf('term').optional().describe('The term that the speaker held that day.'),
  addressees: keysOf('party').describe('To whom it was said: keys of parties.'),
  about: keysOf('party').describe('Whom it is about: keys of parties.'),
  mode: z.enum(vocabulary.statementModes).describe('Whether the words are quoted.'),
  saidOn: fuzzy.describe('When it was said.'),
  text: z.string().min(1).describe('The words as printed.'),
  language: language.describe('Of the words as printed.'),
  spokenLanguage: language.optional().describe('Of the words as spoken, a BCP 47 tag.'),
  renderings: z
    .array(
      z.strictObject({
        text: z.string().min(1).describe('The words.'),
        language,
        method: z.enum(vocabulary.renderingMethods).describe('How the words came into that language.'),
        citations,
      }),
    )
    .default([])
    .describe('The same words in another print or language.'),
  visit: keyOf('visit').optional().describe('The visit on which it came about.'),
});

export const tradeLinkRecord = z.strictObject({
  noun: z.literal('trade-link'),
  ...entryShape,
  kind: z.enum(vocabulary.tradeLinkKinds).describe('What sort of tie it is.'),
  status: z.enum(vocabulary.tradeLinkStatuses).describe('How firm it is.'),
  commodities: keysOf('commodity').describe('What is traded: keys of commodities.'),
  commodityVerbatim: z.string().optional().describe('What is traded, in the words of the source.'),
  suppliers: keysOf('party').describe('Keys of parties: suppliers.'),
  buyers: keysOf('party').describe('Keys of parties: buyers.'),
  partners: keysOf('party').describe('Keys of parties: partners.'),
  endpoints: keysOf('party').describe('Keys of parties: endpoints.'),
  via: keysOf('party').describe('Keys of parties: via.'),
  bypassed: keysOf('party').describe('Keys of parties: bypassed.'),
  replaced: keysOf('party').describe('Keys of parties: replaced.'),
  since: fuzzy.optional().describe('Since when it stands; absent where unknown.'),
  until: fuzzy.optional().describe('Its last day; absent while it lasts, or where unknown.'),
  agreement: keyOf('agreement').optional().describe('The agreement that it rests on.'),
});

export const agreementRecord = z.strictObject({
  noun: z.literal('agreement'),
  ...entryShape,
  title: z.string().min(1).describe('What it is called.'),
  instrument: z.enum(vocabulary.agreementInstruments).describe('What sort of instrument it is.'),
  binding: z.boolean().optional().describe('Absent: no source says.'),
  status: z.enum(vocabulary.agreementStatuses).describe('How far it has come.'),
  signedOn: fuzzy.optional().describe('When it was signed; absent where unknown.'),
  signatories: keysOf('party').describe('Who signed: keys of parties.'),
  partOf: keyOf('agreement').optional().describe('The agreement that it is a part of.'),
  visit: keyOf('visit').optional().describe('The visit on which it came about.'),
});

export const positionRecord = z.strictObject({
  noun: z.literal('position'),
  ...entryShape,
  holder: keyOf('party').describe('Who holds it: the key of a party.'),
  stance: z.enum(vocabulary.stances).describe('What sort of position it is.'),
  toward: keysOf('party').describe('Toward whom: keys of parties.'),
  topic: keyOf('topic').optional().describe('On what.'),
  label: z.string().optional().describe('The words of the source for it.'),
  from: fuzzy.optional().describe('Held since; absent where unknown.'),
  until: fuzzy.optional().describe('Its last day; absent while it lasts, or where unknown.'),
  statedBy: keyOf('party').optional().describe('Who says so: the key of a party; absent for the source itself.'),
});

export const figureRecord = z.strictObject({
  noun: z.literal('figure'),
  ...entryShape,
  measure: z.string().min(1).describe('What the number measures.'),
  value: z.number().describe('The number, in its unit.'),
  unit: z.string().min(1).describe('In what it is counted.'),
  approximate: z.boolean().default(false).describe('Whether the source rounds it.'),
  period: fuzzy.optional().describe('Over what time.'),
  about: keysOf('party').describe('Whom it is about: keys of parties.'),
  statedBy: keyOf('party').optional().describe('Who says so: the key of a party; absent for the source itself.'),
  visit: keyOf('visit').optional().describe('The visit on which it came about.'),
});

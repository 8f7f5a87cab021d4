import { z } from 'zod';
import * as vocabulary from '../vocabulary.ts';
import {
  citationsSchema,
  entryShape,
  fuzzyDateSchema,
  languageSchema,
  recordKeySchema,
  referencesTo,
  referenceTo,
} from './field-schemas.ts';

export const visitSchema = z.strictObject({
  noun: z.literal('visit'),
  ...entryShape,
  travellers: z
    .array(
      z.strictObject({
        person: referenceTo('person'),
        term: referenceTo('term').optional().describe('The term held on the visit, if one is on record.'),
      }),
    )
    .min(1)
    .refine((all) => new Set(all.map((one) => one.person)).size === all.length, 'The same person travels twice.')
    .describe('Who went, with the term held on the visit.'),
  host: referenceTo('country').describe("A country's key, as of the date."),
  place: z.string().min(1).optional().describe('Where: a town, a house.'),
  met: referencesTo('party').describe('Whom they met: keys of parties.'),
  start: fuzzyDateSchema.describe('When it began.'),
  end: fuzzyDateSchema.optional().describe('When it ended.'),
  type: z.enum(vocabulary.visitTypes).default('UNSPECIFIED').describe('Its rank in protocol.'),
  purposes: z
    .array(z.enum(vocabulary.visitPurposes))
    .default([])
    .refine((all) => new Set(all).size === all.length, 'The same purpose stands twice.')
    .describe('What it was for.'),
  status: z.enum(vocabulary.visitStatuses).describe('How far it has come.'),
  remarks: z.string().optional().describe("The source's own words, verbatim."),
  trip: referenceTo('trip').optional().describe('The trip that it is a leg of.'),
  leg: z.int().min(1).optional().describe('Which leg of the trip, from 1.'),
});

export const tripSchema = z.strictObject({ noun: z.literal('trip'), key: recordKeySchema });

export const statementSchema = z.strictObject({
  noun: z.literal('statement'),
  ...entryShape,
  speaker: referenceTo('party').optional().describe("Absent: the source's own voice."),
  speakerTerm: referenceTo('term').optional().describe('The term that the speaker held that day.'),
  addressees: referencesTo('party').describe('To whom it was said: keys of parties.'),
  about: referencesTo('party').describe('Whom it is about: keys of parties.'),
  mode: z.enum(vocabulary.statementModes).describe('Whether the words are quoted.'),
  saidOn: fuzzyDateSchema.describe('When it was said.'),
  text: z.string().min(1).describe('The words as printed.'),
  language: languageSchema.describe('Of the words as printed.'),
  spokenLanguage: languageSchema.optional().describe('Of the words as spoken, a BCP 47 tag.'),
  renderings: z
    .array(
      z.strictObject({
        text: z.string().min(1).describe('The words.'),
        language: languageSchema,
        method: z.enum(vocabulary.renderingMethods).describe('How the words came into that language.'),
        citations: citationsSchema,
      }),
    )
    .default([])
    .describe('The same words in another print or language.'),
  visit: referenceTo('visit').optional().describe('The visit on which it came about.'),
});

export const tradeLinkSchema = z.strictObject({
  noun: z.literal('trade-link'),
  ...entryShape,
  kind: z.enum(vocabulary.tradeLinkKinds).describe('What sort of tie it is.'),
  status: z.enum(vocabulary.tradeLinkStatuses).describe('How firm it is.'),
  commodities: referencesTo('commodity').describe('What is traded: keys of commodities.'),
  commodityVerbatim: z.string().optional().describe('What is traded, in the words of the source.'),
  suppliers: referencesTo('party').describe('Keys of parties: suppliers.'),
  buyers: referencesTo('party').describe('Keys of parties: buyers.'),
  partners: referencesTo('party').describe('Keys of parties: partners.'),
  endpoints: referencesTo('party').describe('Keys of parties: endpoints.'),
  via: referencesTo('party').describe('Keys of parties: via.'),
  bypassed: referencesTo('party').describe('Keys of parties: bypassed.'),
  replaced: referencesTo('party').describe('Keys of parties: replaced.'),
  since: fuzzyDateSchema.optional().describe('Since when it stands; absent where unknown.'),
  until: fuzzyDateSchema.optional().describe('Its last day; absent while it lasts, or where unknown.'),
  agreement: referenceTo('agreement').optional().describe('The agreement that it rests on.'),
});

export const agreementSchema = z.strictObject({
  noun: z.literal('agreement'),
  ...entryShape,
  title: z.string().min(1).describe('What it is called.'),
  instrument: z.enum(vocabulary.agreementInstruments).describe('What sort of instrument it is.'),
  binding: z.boolean().optional().describe('Absent: no source says.'),
  status: z.enum(vocabulary.agreementStatuses).describe('How far it has come.'),
  signedOn: fuzzyDateSchema.optional().describe('When it was signed; absent where unknown.'),
  signatories: referencesTo('party').describe('Who signed: keys of parties.'),
  partOf: referenceTo('agreement').optional().describe('The agreement that it is a part of.'),
  visit: referenceTo('visit').optional().describe('The visit on which it came about.'),
});

export const positionSchema = z.strictObject({
  noun: z.literal('position'),
  ...entryShape,
  holder: referenceTo('party').describe('Who holds it: the key of a party.'),
  stance: z.enum(vocabulary.stances).describe('What sort of position it is.'),
  toward: referencesTo('party').describe('Toward whom: keys of parties.'),
  topic: referenceTo('topic').optional().describe('On what.'),
  label: z.string().optional().describe('The words of the source for it.'),
  from: fuzzyDateSchema.optional().describe('Held since; absent where unknown.'),
  until: fuzzyDateSchema.optional().describe('Its last day; absent while it lasts, or where unknown.'),
  statedBy: referenceTo('party').optional().describe('Who says so: the key of a party; absent for the source itself.'),
});

export const figureSchema = z.strictObject({
  noun: z.literal('figure'),
  ...entryShape,
  measure: z.string().min(1).describe('What the number measures.'),
  value: z.number().describe('The number, in its unit.'),
  unit: z.string().min(1).describe('In what it is counted.'),
  approximate: z.boolean().default(false).describe('Whether the source rounds it.'),
  period: fuzzyDateSchema.optional().describe('Over what time.'),
  about: referencesTo('party').describe('Whom it is about: keys of parties.'),
  statedBy: referenceTo('party').optional().describe('Who says so: the key of a party; absent for the source itself.'),
  visit: referenceTo('visit').optional().describe('The visit on which it came about.'),
});

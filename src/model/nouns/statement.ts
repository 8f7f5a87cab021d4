import { z } from 'zod';
import { citationsSchema, entryShape, languageSchema } from '../records/field-schemas.ts';
import { renderingMethods, statementModes } from '../vocabulary.ts';
import { custom, date, oneOf, reference, references, text } from './field-kinds.ts';
import { defineNoun, getRecordShape } from './noun.ts';

const renderingsSchema = z
  .array(
    z.strictObject({
      text: z.string().min(1).describe('The words.'),
      language: languageSchema,
      method: z.enum(renderingMethods).describe('How the words were rendered in that language.'),
      citations: citationsSchema,
    }),
  )
  .default([])
  .describe('The same words in another publication or language.');

export const statement = defineNoun('statement', {
  speaker: reference(
    'party',
    'The key of the party that said it; absent for the voice of the source itself.',
    'The party that said it; null for the voice of the source itself.',
    { optional: true, index: 'DAY' },
  ),
  speakerTerm: reference(
    'term',
    'The key of the term that the speaker held that day.',
    'The term that the speaker held that day; null if none is on record.',
    { optional: true },
  ),
  addressees: references(
    'party',
    'The keys of the parties that it was addressed to.',
    'The parties that it was addressed to, as far as sources name them.',
  ),
  about: references('party', 'The keys of the parties that it is about.', 'The parties that it is about.'),
  mode: oneOf(
    statementModes,
    'Whether the source quotes, reports or narrates the words.',
    'Whether the source quotes, reports or narrates the words.',
    { index: 'DAY' },
  ),
  saidOn: date('The date on which it was said.', 'The date on which it was said.'),
  text: text('The words as printed.', 'The words as printed.'),
  language: text(
    'The language of the words as printed, as a BCP 47 tag.',
    'The language of the words as printed, as a BCP 47 tag.',
    {
      schema: languageSchema,
    },
  ),
  spokenLanguage: text(
    'The language in which it was said, as a BCP 47 tag.',
    'The language in which it was said, as a BCP 47 tag; null if unknown.',
    { schema: languageSchema, optional: true },
  ),
  renderings: custom(renderingsSchema),
  visit: reference('visit', 'The key of the visit during which it was said.', 'The visit during which it was said.', {
    optional: true,
    index: 'DAY',
  }),
});

export const statementSchema = z.strictObject({
  noun: z.literal('statement'),
  ...entryShape,
  ...getRecordShape(statement),
});

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
      method: z.enum(renderingMethods).describe('How the words came into that language.'),
      citations: citationsSchema,
    }),
  )
  .default([])
  .describe('The same words in another print or language.');

export const statement = defineNoun('statement', {
  speaker: reference(
    'party',
    "Absent: the source's own voice.",
    'Who said it; null for the voice of the source itself.',
    { optional: true, index: 'DAY' },
  ),
  speakerTerm: reference(
    'term',
    'The term that the speaker held that day.',
    'The office that the speaker held then; null where none is on record.',
    { optional: true },
  ),
  addressees: references(
    'party',
    'To whom it was said: keys of parties.',
    'To whom it was said, where a source tells.',
  ),
  about: references('party', 'Whom it is about: keys of parties.', 'Whom it is about.'),
  mode: oneOf(statementModes, 'Whether the words are quoted.', 'How the source gives the words.', { index: 'DAY' }),
  saidOn: date('When it was said.', 'When it was said.'),
  text: text('The words as printed.', 'The words as printed.'),
  language: text('Of the words as printed.', 'The language of the words as printed, a BCP 47 tag.', {
    schema: languageSchema,
  }),
  spokenLanguage: text(
    'Of the words as spoken, a BCP 47 tag.',
    'The language in which it was said; null where no source says.',
    { schema: languageSchema, optional: true },
  ),
  renderings: custom(renderingsSchema),
  visit: reference('visit', 'The visit on which it came about.', 'The visit on which it was said.', {
    optional: true,
    index: 'DAY',
  }),
});

export const statementSchema = z.strictObject({
  noun: z.literal('statement'),
  ...entryShape,
  ...getRecordShape(statement),
});

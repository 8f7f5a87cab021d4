import { languageSchema } from '../records/field-schemas.ts';
import { renderingMethods, statementModes } from '../vocabulary.ts';
import { citationsSchema } from './citation.ts';
import { entryShape } from './entry.ts';
import { custom, date, oneOf, reference, references, text } from './field-kinds.ts';
import { defineNoun, listSchema } from './noun.ts';

export const renderingFields = {
  text: text('The words.', { length: 'quotation' }),
  language: text('The language, as a BCP 47 tag.', { schema: languageSchema, record: null }),
  method: oneOf(renderingMethods, 'How the rendering was produced.', {
    record: 'How the words were rendered in that language.',
  }),
  citations: custom(citationsSchema),
};

export const statement = defineNoun('statement', entryShape, {
  speaker: reference('party', 'The party that said it; null for the voice of the source itself.', {
    optional: true,
    index: 'DAY',
  }),
  speakerTerm: reference('term', 'The term that the speaker held that day; null if none is on record.', {
    optional: true,
    record: 'The key of the term that the speaker held that day.',
  }),
  addressees: references('party', 'The parties that it was addressed to, as far as sources name them.', {
    record: 'The keys of the parties that it was addressed to.',
  }),
  about: references('party', 'The parties that it is about.'),
  mode: oneOf(statementModes, 'Whether the source quotes, reports or narrates the words.', { index: 'DAY' }),
  saidOn: date('The date on which it was said.'),
  text: text('The words as printed.', { length: 'quotation' }),
  language: text('The language of the words as printed, as a BCP 47 tag.', { schema: languageSchema }),
  spokenLanguage: text('The language in which it was said, as a BCP 47 tag; null if unknown.', {
    schema: languageSchema,
    optional: true,
    record: 'The language in which it was said, as a BCP 47 tag.',
  }),
  renderings: custom(listSchema(renderingFields, 'The same words in another publication or language.')),
  visit: reference('visit', 'The visit during which it was said.', { optional: true, index: 'DAY' }),
});

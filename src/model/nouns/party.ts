import { boundedText, languageSchema, recordKeySchema } from '../records/field-schemas.ts';
import { nameKinds } from '../vocabulary.ts';
import { citationsSchema } from './citation.ts';
import { day, oneOf, text } from './field-kinds.ts';
import { identifiersField } from './identifier.ts';
import { listSchema } from './noun.ts';

export const nameFields = {
  text: text('The name.'),
  language: text('The language, as a BCP 47 tag; null if the name belongs to no language.', {
    schema: languageSchema,
    optional: true,
    record: null,
  }),
  kind: oneOf(nameKinds, 'The kind of name.', { default: 'SHORT' }),
  start: day('The first day of use; null if unknown.', { optional: true, record: 'The first day of use.' }),
  end: day('The last day of use; null if unknown or still in use.', {
    optional: true,
    record: 'The last day of use.',
  }),
};

/** The fields of every party. */
export const partyShape = {
  key: recordKeySchema,
  name: boundedText('name').min(1).describe('The display name, in English.'),
  names: listSchema(nameFields, 'All names; the display name need not be repeated.'),
  sameAs: identifiersField.schema,
  citations: citationsSchema,
};

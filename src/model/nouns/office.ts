import { keyShape } from '../records/field-schemas.ts';
import { officeRanks, termCapacities } from '../vocabulary.ts';
import { citationsSchema } from './citation.ts';
import { custom, date, day, oneOf, reference, text } from './field-kinds.ts';
import { identifiersField } from './identifier.ts';
import { defineNoun } from './noun.ts';

export const office = defineNoun('office', keyShape, {
  title: text('The title in English.', { record: 'The title of the office, in English.' }),
  rank: oneOf(officeRanks, 'The rank, by function.', { record: 'The rank of the office, by its function.' }),
  country: reference('country', 'The country that the office belongs to.', { optional: true }),
  organization: reference('organization', 'The organization that the office belongs to.', {
    optional: true,
    index: 'COLUMN',
    record: 'The key of the organization that the office belongs to, if not to a country.',
  }),
  start: date('The first day of its existence; null if unknown.', { optional: true }),
  end: date('The last day of its existence; null while it exists, or if unknown.', {
    optional: true,
    record: 'The last day of its existence; absent while it exists.',
  }),
  sameAs: identifiersField,
});

export const term = defineNoun('term', keyShape, {
  office: reference('office', 'The office held.'),
  person: reference('person', 'The person who held the office.'),
  capacity: oneOf(termCapacities, 'The capacity in which the office was held.', { default: 'INCUMBENT' }),
  start: date('The first day; null if unknown.', { optional: true }),
  end: date('The last day; null while the term lasts, or if unknown.', { optional: true }),
  attestedUntil: day(
    'The last day on which a source attests that the person held the office; null if only the first and the last day are known. After it, the term may have ended.',
    { optional: true },
  ),
  citations: custom(citationsSchema),
});

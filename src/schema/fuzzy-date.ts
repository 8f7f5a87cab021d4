import { day, oneOf, text } from '../model/nouns/field-kinds.ts';
import { dateBases, datePrecisions } from '../model/vocabulary.ts';
import { declaredFields } from './noun-fields.ts';
import { FuzzyDate } from './type-refs.ts';

const fuzzyDateFields = {
  edtf: text(
    'The date in EDTF (ISO 8601-2): 2023-11-01, 2023-11, [2023-10-23..2023-10-29] for one day of a week, ../2023 for an open range.',
  ),
  earliest: day('The earliest possible day; null if open.', { optional: true }),
  latest: day('The latest possible day; null if open.', { optional: true }),
  precision: oneOf(datePrecisions, 'The precision of the date.'),
  basis: oneOf(dateBases, 'How the date was established.'),
  verbatim: text('The wording of the source, such as "last week".', { optional: true }),
};

FuzzyDate.implement({
  description: 'A date with its known precision.',
  fields: (t) => declaredFields(t, fuzzyDateFields),
});

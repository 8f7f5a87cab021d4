import { day, oneOf, text } from '../model/nouns/field-kinds.ts';
import { dateBases, datePrecisions, dateQualifiers } from '../model/vocabulary.ts';
import { declaredFields } from './output-fields.ts';
import { FuzzyDate } from './type-refs.ts';

const fuzzyDateFields = {
  edtf: text(
    'The date in EDTF (ISO 8601-2): 2023-11-01, 2023-11, [2023-10-23..2023-10-29] for one day of a week, ../2023 for an open range.',
  ),
  earliest: day('The earliest possible day; null if open.', { optional: true }),
  latest: day('The latest possible day; null if open.', { optional: true }),
  precision: oneOf(datePrecisions, 'The precision of the date.'),
  qualifier: oneOf(
    dateQualifiers,
    'Whether the date is approximate or uncertain; null if it is neither. A qualified date matches no filter with certainty CERTAIN.',
    { optional: true },
  ),
  basis: oneOf(dateBases, 'How the date was established.'),
  verbatim: text('The wording of the source, such as "last week".', { optional: true }),
};

FuzzyDate.implement({
  description: 'A date with its known precision.',
  fields: (t) => declaredFields(t, fuzzyDateFields),
});

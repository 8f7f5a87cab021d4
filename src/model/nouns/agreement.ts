import { agreementInstruments, agreementStatuses } from '../vocabulary.ts';
import { entryShape } from './entry.ts';
import { boolean, date, oneOf, reference, references, text } from './field-kinds.ts';
import { defineNoun } from './noun.ts';

export const agreement = defineNoun('agreement', entryShape, {
  title: text('The title, or the subject if it has none.', { length: 'title' }),
  instrument: oneOf(agreementInstruments, 'The form of the agreement.', { index: 'DAY' }),
  binding: boolean('Whether it is legally binding; null if unknown.', { optional: true }),
  status: oneOf(agreementStatuses, 'The status, according to the latest source.', { index: 'DAY' }),
  signedOn: date('The date of signature; null if unsigned or unknown.', { optional: true }),
  entryIntoForce: date('The date on which it entered or is to enter into force; null if unknown.', { optional: true }),
  end: date('The last day on which it was in force; null while it is in force, or if unknown.', { optional: true }),
  signatories: references('party', 'The parties that signed.'),
  partOf: reference('agreement', 'The larger agreement that it is a part of.', {
    optional: true,
    index: 'DAY',
    record: 'The key of the agreement that it is a part of.',
  }),
  visit: reference('visit', 'The visit during which it was made.', { optional: true, index: 'DAY' }),
});

import { z } from 'zod';
import { entryShape } from '../records/field-schemas.ts';
import { agreementInstruments, agreementStatuses } from '../vocabulary.ts';
import { boolean, date, oneOf, reference, references, text } from './field-kinds.ts';
import { defineNoun, getRecordShape } from './noun.ts';

export const agreement = defineNoun('agreement', {
  title: text('The title, or the subject if it has none.', 'The title, or the subject if it has none.'),
  instrument: oneOf(agreementInstruments, 'The form of the agreement.', 'The form of the agreement.', { index: 'DAY' }),
  binding: boolean(
    'Whether it is legally binding; absent if unknown.',
    'Whether it is legally binding; null if unknown.',
    {
      optional: true,
    },
  ),
  status: oneOf(
    agreementStatuses,
    'The status, according to the latest source.',
    'The status, according to the latest source.',
    { index: 'DAY' },
  ),
  signedOn: date(
    'The date of signature; absent if unsigned or unknown.',
    'The date of signature; null if unsigned or unknown.',
    { optional: true },
  ),
  signatories: references('party', 'The keys of the parties that signed.', 'The parties that signed.'),
  partOf: reference(
    'agreement',
    'The key of the agreement that it is a part of.',
    'The larger agreement that it is a part of.',
    {
      optional: true,
      index: 'DAY',
    },
  ),
  visit: reference('visit', 'The key of the visit during which it was made.', 'The visit during which it was made.', {
    optional: true,
    index: 'DAY',
  }),
});

export const agreementSchema = z.strictObject({
  noun: z.literal('agreement'),
  ...entryShape,
  ...getRecordShape(agreement),
});

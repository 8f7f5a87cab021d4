import { z } from 'zod';
import { entryShape } from '../records/field-schemas.ts';
import { agreementInstruments, agreementStatuses } from '../vocabulary.ts';
import { boolean, date, oneOf, reference, references, text } from './field-kinds.ts';
import { defineNoun, getRecordShape } from './noun.ts';

export const agreement = defineNoun('agreement', {
  title: text('What it is called.', 'Its title, or what it is about.'),
  instrument: oneOf(agreementInstruments, 'What sort of instrument it is.', 'Its form.', { index: 'DAY' }),
  binding: boolean('Absent: no source says.', 'Whether it binds its parties; null where no source says.', {
    optional: true,
  }),
  status: oneOf(agreementStatuses, 'How far it has come.', 'How far it has come.', { index: 'DAY' }),
  signedOn: date(
    'When it was signed; absent where unknown.',
    'When it was signed; null where not signed, or no source says.',
    { optional: true },
  ),
  signatories: references('party', 'Who signed: keys of parties.', 'Who signed.'),
  partOf: reference('agreement', 'The agreement that it is a part of.', 'The larger agreement that it is a part of.', {
    optional: true,
    index: 'DAY',
  }),
  visit: reference('visit', 'The visit on which it came about.', 'The visit on which it was made.', {
    optional: true,
    index: 'DAY',
  }),
});

export const agreementSchema = z.strictObject({
  noun: z.literal('agreement'),
  ...entryShape,
  ...getRecordShape(agreement),
});

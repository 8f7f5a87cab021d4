import { z } from 'zod';
import { entryShape, referenceTo } from '../records/field-schemas.ts';
import { visitPurposes, visitStatuses, visitTypes } from '../vocabulary.ts';
import { custom, date, number, oneOf, reference, references, text } from './field-kinds.ts';
import { defineNoun, getRecordShape } from './noun.ts';

const travellersSchema = z
  .array(
    z.strictObject({
      person: referenceTo('person'),
      term: referenceTo('term').optional().describe('The term held on the visit, if one is on record.'),
    }),
  )
  .min(1)
  .refine((all) => new Set(all.map((one) => one.person)).size === all.length, 'The same person travels twice.')
  .describe('Who went, with the term held on the visit.');

const purposesSchema = z
  .array(z.enum(visitPurposes))
  .default([])
  .refine((all) => new Set(all).size === all.length, 'The same purpose stands twice.')
  .describe('What it was for.');

export const visit = defineNoun('visit', {
  travellers: custom(travellersSchema),
  host: reference('country', "A country's key, as of the date.", 'The country visited, as of the date.', {
    index: 'DAY',
  }),
  place: text('Where: a town, a house.', 'Where in it, as the source prints it; null where no source says.', {
    optional: true,
  }),
  met: references('party', 'Whom they met: keys of parties.', 'Whom they met, where a source names them.'),
  start: date('When it began.', 'When it began.'),
  end: date('When it ended.', 'When it ended; null where no source says.', { optional: true }),
  type: oneOf(visitTypes, 'Its rank in protocol.', 'Its rank in protocol.', { default: 'UNSPECIFIED', index: 'DAY' }),
  purposes: custom(purposesSchema),
  status: oneOf(visitStatuses, 'How far it has come.', 'How far it had come, by the latest source.', { index: 'DAY' }),
  remarks: text("The source's own words, verbatim.", "The source's own words about it.", {
    schema: z.string(),
    optional: true,
  }),
  trip: reference('trip', 'The trip that it is a leg of.', 'The journey that it is a leg of.', { optional: true }),
  leg: number('Which leg of the trip, from 1.', 'Which leg of the trip, from 1.', {
    schema: z.int().min(1),
    optional: true,
  }),
});

export const visitSchema = z.strictObject({
  noun: z.literal('visit'),
  ...entryShape,
  ...getRecordShape(visit),
});

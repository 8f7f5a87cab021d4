import { z } from 'zod';
import { boundedText } from '../records/field-schemas.ts';
import { visitPurposes, visitStatuses, visitTypes } from '../vocabulary.ts';
import { entryShape } from './entry.ts';
import { boolean, custom, date, number, oneOf, reference, references, text } from './field-kinds.ts';
import { defineNoun, getRecordShape } from './noun.ts';

export const travellerFields = {
  person: reference('person', 'The person who travelled.', { record: null }),
  term: reference('term', 'The term in office held during the visit; null if none is on record.', {
    optional: true,
    record: 'The key of the term held during the visit, if one is on record.',
  }),
};

const travellersSchema = z
  .array(z.strictObject(getRecordShape(travellerFields)))
  .min(1)
  .refine((all) => new Set(all.map((one) => one.person)).size === all.length, 'The same person is listed twice.')
  .describe('The travellers, each with the term held during the visit.');

const purposesSchema = z
  .array(z.enum(visitPurposes))
  .default([])
  .refine((all) => new Set(all).size === all.length, 'The same purpose is listed twice.')
  .describe('The purposes of the visit.');

export const visit = defineNoun('visit', entryShape, {
  travellers: custom(travellersSchema),
  host: reference('country', 'The country visited, as of the date.', { index: 'DAY' }),
  beforeIndependence: boolean('True if the host was a territory that became a state only later; null otherwise.', {
    optional: true,
  }),
  place: text('The place in the country, as the source spells it; null if unknown.', {
    optional: true,
    record: 'The place in the country, as the source spells it: a town, a building.',
  }),
  met: references('party', 'The parties that the travellers met, as far as sources name them.', {
    record: 'The keys of the parties that the travellers met.',
  }),
  start: date('The first day.'),
  end: date('The last day; null if unknown.', { optional: true, record: 'The last day.' }),
  type: oneOf(visitTypes, 'The type of visit in diplomatic protocol.', { default: 'UNSPECIFIED', index: 'DAY' }),
  purposes: custom(purposesSchema),
  status: oneOf(visitStatuses, 'The status, according to the latest source.', { index: 'DAY' }),
  remarks: text('The remarks of the source, verbatim.', { schema: boundedText('remarks'), optional: true }),
  trip: reference('trip', 'The trip that it is a leg of.', { optional: true }),
  leg: number('The number of the leg within the trip, from 1.', { schema: z.int().min(1), optional: true }),
});

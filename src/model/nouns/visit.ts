import { z } from 'zod';
import { entryShape, referenceTo } from '../records/field-schemas.ts';
import { visitPurposes, visitStatuses, visitTypes } from '../vocabulary.ts';
import { boolean, custom, date, number, oneOf, reference, references, text } from './field-kinds.ts';
import { defineNoun, getRecordShape } from './noun.ts';

const travellersSchema = z
  .array(
    z.strictObject({
      person: referenceTo('person'),
      term: referenceTo('term').optional().describe('The key of the term held during the visit, if one is on record.'),
    }),
  )
  .min(1)
  .refine((all) => new Set(all.map((one) => one.person)).size === all.length, 'The same person travels twice.')
  .describe('The travellers, each with the term held during the visit.');

const purposesSchema = z
  .array(z.enum(visitPurposes))
  .default([])
  .refine((all) => new Set(all).size === all.length, 'The same purpose stands twice.')
  .describe('The purposes of the visit.');

export const visit = defineNoun('visit', {
  travellers: custom(travellersSchema),
  host: reference(
    'country',
    'The key of the country visited, as of the date.',
    'The country visited, as of the date.',
    {
      index: 'DAY',
    },
  ),
  beforeIndependence: boolean(
    'True if the host was a territory that became a state only later; absent otherwise.',
    'True if the host was a territory that became a state only later; null otherwise.',
    { optional: true },
  ),
  place: text(
    'The place in the country, as the source spells it: a town, a building.',
    'The place in the country, as the source spells it; null if unknown.',
    {
      optional: true,
    },
  ),
  met: references(
    'party',
    'The keys of the parties that the travellers met.',
    'The parties that the travellers met, as far as sources name them.',
  ),
  start: date('The first day.', 'The first day.'),
  end: date('The last day.', 'The last day; null if unknown.', { optional: true }),
  type: oneOf(visitTypes, 'The type of visit in diplomatic protocol.', 'The type of visit in diplomatic protocol.', {
    default: 'UNSPECIFIED',
    index: 'DAY',
  }),
  purposes: custom(purposesSchema),
  status: oneOf(
    visitStatuses,
    'The status, according to the latest source.',
    'The status, according to the latest source.',
    { index: 'DAY' },
  ),
  remarks: text('The remarks of the source, verbatim.', 'The remarks of the source, verbatim.', {
    schema: z.string(),
    optional: true,
  }),
  trip: reference('trip', 'The key of the trip that it is a leg of.', 'The trip that it is a leg of.', {
    optional: true,
  }),
  leg: number('The number of the leg within the trip, from 1.', 'The number of the leg within the trip, from 1.', {
    schema: z.int().min(1),
    optional: true,
  }),
});

export const visitSchema = z.strictObject({
  noun: z.literal('visit'),
  ...entryShape,
  ...getRecordShape(visit),
});

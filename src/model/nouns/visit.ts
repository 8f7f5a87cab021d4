import { z } from 'zod';
import { boundedText, referenceTo } from '../records/field-schemas.ts';
import { visitPurposes, visitStatuses, visitTypes } from '../vocabulary.ts';
import { entryShape } from './entry.ts';
import { boolean, custom, date, number, oneOf, reference, references, text } from './field-kinds.ts';
import { defineNoun, getRecordShape } from './noun.ts';

export const travellerFields = {
  party: reference('party', 'Who travelled: a person, or a state whose delegation no source names.', {
    record: 'The key of who travelled: a person, or a state whose delegation no source names.',
  }),
  term: reference('term', 'The term in office held during the visit; null if none is on record.', {
    optional: true,
    record: 'The key of the term held during the visit, if one is on record.',
  }),
  country: reference('country', 'The country for which a person travelled; null if it follows from the term.', {
    optional: true,
    record: 'The key of the country for which a person travelled, unless it is that of the office.',
  }),
};

const { party: partySchema, ...otherTravellerShape } = getRecordShape(travellerFields);

const travellerSchema = z
  .strictObject({
    party: partySchema.optional(),
    person: referenceTo('person').optional().describe('The same as `party`, for a person.'),
    ...otherTravellerShape,
  })
  .refine(({ party, person }) => (party === undefined) !== (person === undefined), {
    error: 'A traveller requires either `party` or `person`.',
    path: ['party'],
  })
  .overwrite(({ person, ...traveller }) => {
    if (person === undefined) return traveller;
    const renamed = { party: person, ...traveller };
    writtenAsPeople.add(renamed);
    return renamed;
  });

/** The travellers that a record gave as `person`, for the paths of errors. */
const writtenAsPeople = new WeakSet<object>();

export interface TravellerRecord extends Pick<z.output<typeof travellerSchema>, 'term' | 'country'> {
  party: string;
  /** The field that gave the party, which is also the noun that it must be. */
  field: 'party' | 'person';
}
/** Returns the travellers of a parsed record, which have a `party` in place of a `person`. */
export const getTravellers = (record: { travellers: readonly z.output<typeof travellerSchema>[] }): TravellerRecord[] =>
  record.travellers.map((traveller) => ({
    ...traveller,
    party: traveller.party ?? '',
    field: writtenAsPeople.has(traveller) ? 'person' : 'party',
  }));

const travellersSchema = z
  .array(travellerSchema)
  .min(1)
  .refine((all) => new Set(all.map(({ party }) => party)).size === all.length, 'The same traveller is listed twice.')
  .describe('The travellers, each with the term held during the visit.');

export const delegationFields = {
  verbatim: text('The delegation in the words of the source: "a delegation of some forty entrepreneurs".', {
    length: 'summary',
    optional: true,
    record: 'The delegation in the words of the source.',
  }),
  size: number('The number of its members; null if no source states it.', {
    schema: z.int().min(1),
    optional: true,
    record: 'The number of its members, if a source states it.',
  }),
};

const delegationSchema = z
  .strictObject(getRecordShape(delegationFields))
  .refine(({ verbatim, size }) => verbatim !== undefined || size !== undefined, 'Give `verbatim`, `size` or both.')
  .optional()
  .describe('Those who came with the travellers, as far as a source describes them.');

const purposesSchema = z
  .array(z.enum(visitPurposes))
  .default([])
  .refine((all) => new Set(all).size === all.length, 'The same purpose is listed twice.')
  .describe('The purposes of the visit.');

export const visit = defineNoun('visit', entryShape, {
  travellers: custom(travellersSchema),
  delegation: custom(delegationSchema),
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
  start: date('The first day; known for every visit.', { record: 'The first day.' }),
  end: date('The last day; null if unknown.', { optional: true, record: 'The last day.' }),
  type: oneOf(visitTypes, 'The type of visit in diplomatic protocol.', { default: 'UNSPECIFIED', index: 'DAY' }),
  purposes: custom(purposesSchema),
  status: oneOf(visitStatuses, 'The status, according to the latest source.', { index: 'DAY' }),
  remarks: text('The remarks of the source, verbatim.', { schema: boundedText('remarks'), optional: true }),
  trip: reference('trip', 'The trip that it is a leg of.', { optional: true }),
  leg: number('The number of the leg within the trip, from 1.', { schema: z.int().min(1), optional: true }),
});

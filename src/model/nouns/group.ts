import { z } from 'zod';
import { fuzzyDateSchema, partyShape, referenceTo } from '../records/field-schemas.ts';
import { affiliationStatuses, groupKinds } from '../vocabulary.ts';
import { custom, oneOf } from './field-kinds.ts';
import { defineNoun, getRecordShape } from './noun.ts';

const membersSchema = z
  .array(
    z.strictObject({
      country: referenceTo('country'),
      from: fuzzyDateSchema.optional(),
      until: fuzzyDateSchema.optional(),
    }),
  )
  .default([])
  .describe('The member countries, for GEO and ORG groups only; informal and statistical groups are never expanded.');

const affiliationsSchema = z
  .array(
    z.strictObject({
      party: referenceTo('party'),
      status: z
        .enum(affiliationStatuses)
        .describe('MEMBER only for a party that is not a country; SUSPENDED for a member country that is suspended.'),
      from: fuzzyDateSchema.optional(),
      until: fuzzyDateSchema.optional(),
    }),
  )
  .default([])
  .describe(
    'Observers, associates, members that are not countries, and suspensions, for GEO and ORG groups only. A country that is suspended is also listed in members for as long as it remains a member.',
  );

export const group = defineNoun('group', {
  kind: oneOf(groupKinds, 'The kind of group.', 'The kind of group.'),
  members: custom(membersSchema),
  affiliations: custom(affiliationsSchema),
});

export const groupSchema = z.strictObject({
  noun: z.literal('group'),
  ...partyShape,
  ...getRecordShape(group),
});

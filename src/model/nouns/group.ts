import { z } from 'zod';
import { fuzzyDateSchema, partyShape, referenceTo } from '../records/field-schemas.ts';
import { groupKinds } from '../vocabulary.ts';
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

export const group = defineNoun('group', {
  kind: oneOf(groupKinds, 'The kind of group.', 'The kind of group.'),
  members: custom(membersSchema),
});

export const groupSchema = z.strictObject({
  noun: z.literal('group'),
  ...partyShape,
  ...getRecordShape(group),
});

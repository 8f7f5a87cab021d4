import { z } from 'zod';
import { countryStatuses, groupKinds, officeRanks, termCapacities } from '../vocabulary.ts';
import { citationsSchema, fuzzyDateSchema, partyShape, recordKeySchema, referenceTo } from './field-schemas.ts';

export const countrySchema = z.strictObject({
  noun: z.literal('country'),
  ...partyShape,
  code: z
    .string()
    .min(2)
    .describe('Alpha-2; four letters of ISO 3166-3 for a former one; x-… where ISO never had one.'),
  alpha3: z.string().length(3).optional().describe('ISO 3166-1 alpha-3.'),
  m49: z.string().length(3).optional().describe('The code of the UN, M49.'),
  status: z.enum(countryStatuses).describe('What it is at present.'),
  from: fuzzyDateSchema.optional().describe('Since when it is a country; absent where unknown.'),
  until: fuzzyDateSchema.optional().describe('Its last day; absent while it lasts.'),
  successors: z
    .array(
      z.strictObject({
        country: referenceTo('country'),
        on: fuzzyDateSchema.optional(),
        source: referenceTo('source'),
      }),
    )
    .default([])
    .describe('The states that took its place; predecessors are these read backwards.'),
});

export const groupSchema = z.strictObject({
  noun: z.literal('group'),
  ...partyShape,
  kind: z.enum(groupKinds).describe('What sort of group it is.'),
  members: z
    .array(
      z.strictObject({
        country: referenceTo('country'),
        from: fuzzyDateSchema.optional(),
        until: fuzzyDateSchema.optional(),
      }),
    )
    .default([])
    .describe('For GEO and ORG groups only; informal and statistical groups are never expanded.'),
});

export const personSchema = z.strictObject({
  noun: z.literal('person'),
  ...partyShape,
  born: fuzzyDateSchema.optional().describe('The day of birth.'),
  died: fuzzyDateSchema.optional().describe('The day of death.'),
});

export const organizationSchema = z.strictObject({
  noun: z.literal('organization'),
  ...partyShape,
  country: referenceTo('country').optional().describe('The country it is of.'),
  stateOwned: z.boolean().optional().describe('Absent: no source says.'),
});

export const officeSchema = z.strictObject({
  noun: z.literal('office'),
  key: recordKeySchema,
  title: z.string().min(1).describe('What the office is called.'),
  rank: z.enum(officeRanks).describe('What sort of office it is.'),
  country: referenceTo('country').optional().describe('Whose office it is.'),
  organization: referenceTo('organization').optional().describe("Whose office it is, if not a country's."),
  from: fuzzyDateSchema.optional().describe('Since when the office has existed; absent where unknown.'),
  until: fuzzyDateSchema.optional().describe('Its last day; absent while it lasts.'),
});

export const termSchema = z.strictObject({
  noun: z.literal('term'),
  key: recordKeySchema,
  office: referenceTo('office').describe('The office that was held.'),
  person: referenceTo('person').describe('Who held it.'),
  capacity: z.enum(termCapacities).default('INCUMBENT').describe('In which capacity.'),
  from: fuzzyDateSchema.optional().describe('The first day; absent where unknown.'),
  until: fuzzyDateSchema.optional().describe('The last day; absent while it lasts, or where unknown.'),
  citations: citationsSchema,
});

import { z } from 'zod';
import { countryStatuses, groupKinds, officeRanks, termCapacities } from '../../vocabulary.ts';
import { citations, fuzzy, partyShape, recordKey } from './shared.ts';

export const countryRecord = z.strictObject({
  noun: z.literal('country'),
  ...partyShape,
  code: z.string().min(2).describe('Alpha-2; four letters of ISO 3166-3 for a former one; x-… where ISO never had one.'),
  alpha3: z.string().length(3).optional(),
  m49: z.string().length(3).optional(),
  status: z.enum(countryStatuses),
  from: fuzzy.optional(),
  until: fuzzy.optional(),
  successors: z
    .array(z.strictObject({ country: recordKey, on: fuzzy.optional(), source: recordKey }))
    .default([])
    .describe('The states that took its place; predecessors are these read backwards.'),
});

export const groupRecord = z.strictObject({
  noun: z.literal('group'),
  ...partyShape,
  kind: z.enum(groupKinds),
  members: z
    .array(z.strictObject({ country: recordKey, from: fuzzy.optional(), until: fuzzy.optional() }))
    .default([])
    .describe('For GEO and ORG groups only; informal and statistical groups are never expanded.'),
});

export const personRecord = z.strictObject({ noun: z.literal('person'), ...partyShape, born: fuzzy.optional(), died: fuzzy.optional() });

export const organizationRecord = z.strictObject({
  noun: z.literal('organization'),
  ...partyShape,
  country: recordKey.optional(),
  stateOwned: z.boolean().optional().describe('Absent: no source says.'),
});

export const officeRecord = z.strictObject({
  noun: z.literal('office'),
  key: recordKey,
  title: z.string().min(1),
  rank: z.enum(officeRanks),
  country: recordKey.optional(),
  organization: recordKey.optional(),
});

export const termRecord = z.strictObject({
  noun: z.literal('term'),
  key: recordKey,
  office: recordKey,
  person: recordKey,
  capacity: z.enum(termCapacities).default('INCUMBENT'),
  from: fuzzy.optional(),
  until: fuzzy.optional().describe('The last day; absent while it lasts, or where unknown.'),
  citations,
});

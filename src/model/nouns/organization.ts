import { z } from 'zod';
import { partyShape } from '../records/field-schemas.ts';
import { boolean, reference } from './field-kinds.ts';
import { defineNoun, getRecordShape } from './noun.ts';

export const organization = defineNoun('organization', {
  country: reference('country', 'The country it is of.', 'Where it has its seat; null where no source says.', {
    optional: true,
    index: 'COLUMN',
  }),
  stateOwned: boolean('Absent: no source says.', 'Whether a state owns it; null where no source says.', {
    optional: true,
  }),
});

export const organizationSchema = z.strictObject({
  noun: z.literal('organization'),
  ...partyShape,
  ...getRecordShape(organization),
});

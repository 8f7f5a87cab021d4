import { z } from 'zod';
import { partyShape } from '../records/field-schemas.ts';
import { boolean, reference } from './field-kinds.ts';
import { defineNoun, getRecordShape } from './noun.ts';

export const organization = defineNoun('organization', {
  country: reference(
    'country',
    'The key of the country where it has its seat.',
    'The country where it has its seat; null if unknown.',
    {
      optional: true,
      index: 'COLUMN',
    },
  ),
  stateOwned: boolean('Whether a state owns it; absent if unknown.', 'Whether a state owns it; null if unknown.', {
    optional: true,
  }),
});

export const organizationSchema = z.strictObject({
  noun: z.literal('organization'),
  ...partyShape,
  ...getRecordShape(organization),
});

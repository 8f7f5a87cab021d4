import { boolean, reference } from './field-kinds.ts';
import { defineNoun } from './noun.ts';
import { partyShape } from './party.ts';

export const organization = defineNoun('organization', partyShape, {
  country: reference('country', 'The country where it has its seat; null if unknown.', {
    optional: true,
    index: 'COLUMN',
    record: 'The key of the country where it has its seat.',
  }),
  stateOwned: boolean('Whether a state owns it; null if unknown.', { optional: true }),
});

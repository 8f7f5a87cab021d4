import { date } from './field-kinds.ts';
import { defineNoun } from './noun.ts';
import { partyShape } from './party.ts';

export const person = defineNoun('person', partyShape, {
  born: date('The date of birth; null if unknown.', { optional: true, record: 'The date of birth.' }),
  died: date('The date of death; null for the living, or if unknown.', {
    optional: true,
    record: 'The date of death.',
  }),
});

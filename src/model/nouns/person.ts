import { z } from 'zod';
import { partyShape } from '../records/field-schemas.ts';
import { date } from './field-kinds.ts';
import { defineNoun, getRecordShape } from './noun.ts';

export const person = defineNoun('person', {
  born: date('The date of birth.', 'The date of birth; null if unknown.', { optional: true }),
  died: date('The date of death.', 'The date of death; null for the living, or if unknown.', {
    optional: true,
  }),
});

export const personSchema = z.strictObject({
  noun: z.literal('person'),
  ...partyShape,
  ...getRecordShape(person),
});

import { z } from 'zod';
import { partyShape } from '../records/field-schemas.ts';
import { date } from './field-kinds.ts';
import { defineNoun, getRecordShape } from './noun.ts';

export const person = defineNoun('person', {
  born: date('The day of birth.', 'When they were born; null where no source says.', { optional: true }),
  died: date('The day of death.', 'When they died; null while they live, or where no source says.', {
    optional: true,
  }),
});

export const personSchema = z.strictObject({
  noun: z.literal('person'),
  ...partyShape,
  ...getRecordShape(person),
});

import { z } from 'zod';
import { entryShape } from '../records/field-schemas.ts';
import { boolean, date, number, reference, references, text } from './field-kinds.ts';
import { defineNoun, getRecordShape } from './noun.ts';

export const figure = defineNoun('figure', {
  measure: text('What the number measures.', 'What it measures: bilateral trade, direct investment.'),
  value: number('The number, in its unit.', 'The number, in its unit.', { decimal: true }),
  unit: text('In what it is counted.', 'Its unit: USD, percent.'),
  approximate: boolean('Whether the source rounds it.', 'Whether the source says "about".', { default: false }),
  period: date('Over what time.', 'The time that it covers; null where no source says.', { optional: true }),
  about: references('party', 'Whom it is about: keys of parties.', 'Whom it is about.'),
  statedBy: reference(
    'party',
    'Who says so: the key of a party; absent for the source itself.',
    'Who stated it; null for the source itself.',
    { optional: true, index: 'DAY' },
  ),
  visit: reference('visit', 'The visit on which it came about.', 'The visit on which it was stated.', {
    optional: true,
    index: 'COLUMN',
  }),
});

export const figureSchema = z.strictObject({
  noun: z.literal('figure'),
  ...entryShape,
  ...getRecordShape(figure),
});

import { entryShape } from './entry.ts';
import { boolean, date, number, reference, references, text } from './field-kinds.ts';
import { defineNoun } from './noun.ts';

export const figure = defineNoun('figure', entryShape, {
  measure: text('The quantity measured: bilateral trade, direct investment.', { record: 'The quantity measured.' }),
  value: number('The number, in its unit.', { decimal: true }),
  unit: text('The unit: USD, percent.', { record: 'The unit.' }),
  approximate: boolean('Whether the source says "about".', { default: false }),
  period: date('The period covered; null if unknown.', { optional: true, record: 'The period covered.' }),
  about: references('party', 'The parties that it is about.'),
  statedBy: reference('party', 'The party that stated it; null for the source itself.', {
    optional: true,
    index: 'DAY',
  }),
  visit: reference('visit', 'The visit during which it was stated.', { optional: true, index: 'COLUMN' }),
});

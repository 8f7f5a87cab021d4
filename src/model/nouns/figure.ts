import { z } from 'zod';
import { entryShape } from '../records/field-schemas.ts';
import { boolean, date, number, reference, references, text } from './field-kinds.ts';
import { defineNoun, getRecordShape } from './noun.ts';

export const figure = defineNoun('figure', {
  measure: text('The quantity measured.', 'The quantity measured: bilateral trade, direct investment.'),
  value: number('The number, in its unit.', 'The number, in its unit.', { decimal: true }),
  unit: text('The unit.', 'The unit: USD, percent.'),
  approximate: boolean('Whether the source says "about".', 'Whether the source says "about".', { default: false }),
  period: date('The period covered.', 'The period covered; null if unknown.', { optional: true }),
  about: references('party', 'The keys of the parties that it is about.', 'The parties that it is about.'),
  statedBy: reference(
    'party',
    'The key of the party that stated it; absent for the source itself.',
    'The party that stated it; null for the source itself.',
    { optional: true, index: 'DAY' },
  ),
  visit: reference(
    'visit',
    'The key of the visit during which it was stated.',
    'The visit during which it was stated.',
    {
      optional: true,
      index: 'COLUMN',
    },
  ),
});

export const figureSchema = z.strictObject({
  noun: z.literal('figure'),
  ...entryShape,
  ...getRecordShape(figure),
});

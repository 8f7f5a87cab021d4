import { z } from 'zod';
import { entryShape } from '../records/field-schemas.ts';
import { stances } from '../vocabulary.ts';
import { date, oneOf, reference, references, text } from './field-kinds.ts';
import { defineNoun, getRecordShape } from './noun.ts';

export const position = defineNoun('position', {
  holder: reference('party', 'The key of the party that holds the position.', 'The party that holds the position.', {
    index: 'DAY',
  }),
  stance: oneOf(stances, 'The stance.', 'The stance.', { index: 'DAY' }),
  toward: references(
    'party',
    'The keys of the parties that the stance concerns.',
    'The parties that the stance concerns.',
  ),
  topic: reference('topic', 'The key of the topic.', 'The topic.', { optional: true, index: 'DAY' }),
  label: text('The wording of the source.', 'The wording of the source: "strategic partners".', {
    schema: z.string(),
    optional: true,
  }),
  from: date('The first day; absent if unknown.', 'The first day; null if unknown.', { optional: true }),
  until: date(
    'The last day; absent while the position is held, or if unknown.',
    'The last day; null while the position is held, or if unknown.',
    { optional: true },
  ),
  statedBy: reference(
    'party',
    'The key of the party that states the position; absent for the source itself.',
    'The party that states the position; null for the source itself.',
    { optional: true, index: 'COLUMN' },
  ),
});

export const positionSchema = z.strictObject({
  noun: z.literal('position'),
  ...entryShape,
  ...getRecordShape(position),
});

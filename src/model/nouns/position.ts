import { boundedText } from '../records/field-schemas.ts';
import { stances } from '../vocabulary.ts';
import { entryShape } from './entry.ts';
import { date, oneOf, reference, references, text } from './field-kinds.ts';
import { defineNoun } from './noun.ts';

export const position = defineNoun('position', entryShape, {
  holder: reference('party', 'The party that holds the position.', { index: 'DAY' }),
  stance: oneOf(stances, 'The stance.', { index: 'DAY' }),
  toward: references('party', 'The parties that the stance concerns.'),
  topic: reference('topic', 'The topic.', { optional: true, index: 'DAY' }),
  label: text('The wording of the source: "strategic partners".', {
    schema: boundedText('summary'),
    optional: true,
    record: 'The wording of the source.',
  }),
  start: date('The first day; null if unknown.', { optional: true }),
  end: date('The last day; null while the position is held, or if unknown.', { optional: true }),
  statedBy: reference('party', 'The party that states the position; null for the source itself.', {
    optional: true,
    index: 'COLUMN',
  }),
});

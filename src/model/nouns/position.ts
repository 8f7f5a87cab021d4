import { z } from 'zod';
import { entryShape } from '../records/field-schemas.ts';
import { stances } from '../vocabulary.ts';
import { date, oneOf, reference, references, text } from './field-kinds.ts';
import { defineNoun, getRecordShape } from './noun.ts';

export const position = defineNoun('position', {
  holder: reference('party', 'Who holds it: the key of a party.', 'Who holds it.', { index: 'DAY' }),
  stance: oneOf(stances, 'What sort of position it is.', 'How they stand.', { index: 'DAY' }),
  toward: references('party', 'Toward whom: keys of parties.', 'Toward whom.'),
  topic: reference('topic', 'On what.', 'On what.', { optional: true, index: 'DAY' }),
  label: text('The words of the source for it.', 'The source\'s own words for it: "strategic partners".', {
    schema: z.string(),
    optional: true,
  }),
  from: date('Held since; absent where unknown.', 'Since when; null where no source says.', { optional: true }),
  until: date(
    'Its last day; absent while it lasts, or where unknown.',
    'Until when; null while it is held, or where no source says.',
    { optional: true },
  ),
  statedBy: reference(
    'party',
    'Who says so: the key of a party; absent for the source itself.',
    'Who says so; null for the source itself.',
    { optional: true, index: 'COLUMN' },
  ),
});

export const positionSchema = z.strictObject({
  noun: z.literal('position'),
  ...entryShape,
  ...getRecordShape(position),
});

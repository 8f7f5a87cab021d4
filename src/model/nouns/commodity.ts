import { boundedText, keyShape } from '../records/field-schemas.ts';
import { reference, text } from './field-kinds.ts';
import { defineNoun } from './noun.ts';

export const commodity = defineNoun('commodity', keyShape, {
  scheme: text(
    'The classification of the code: HS1992 to HS2022 for an edition of the Harmonized System, HS if the source does not state the edition, or WORDS if there is no code.',
    { length: 'code' },
  ),
  code: text('The code, without dots, or TOTAL for all commodities together.', {
    schema: boundedText('code'),
    optional: true,
    record: 'The code in the classification, without dots.',
  }),
  name: text('The name; null if no source that was read gives one.', {
    optional: true,
    record: 'The name of the commodity.',
  }),
  parent: reference('commodity', 'The heading or chapter that it belongs to.', { optional: true, index: 'COLUMN' }),
});

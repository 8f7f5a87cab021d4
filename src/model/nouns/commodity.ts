import { z } from 'zod';
import { recordKeySchema } from '../records/field-schemas.ts';
import { reference, text } from './field-kinds.ts';
import { defineNoun, getRecordShape } from './noun.ts';

export const commodity = defineNoun('commodity', {
  scheme: text(
    'The classification of the code: HS2022, or WORDS if there is no code.',
    'The classification of the code: HS2022, or WORDS if there is no code.',
  ),
  code: text('The code in the classification, without dots.', 'The code, without dots.', {
    schema: z.string(),
    optional: true,
  }),
  name: text('The name of the commodity.', 'The name.'),
  parent: reference(
    'commodity',
    'The key of the heading or chapter that it belongs to.',
    'The heading or chapter that it belongs to.',
    {
      optional: true,
      index: 'COLUMN',
    },
  ),
});

export const commoditySchema = z.strictObject({
  noun: z.literal('commodity'),
  key: recordKeySchema,
  ...getRecordShape(commodity),
});

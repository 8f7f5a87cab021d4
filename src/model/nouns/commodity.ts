import { z } from 'zod';
import { recordKeySchema } from '../records/field-schemas.ts';
import { reference, text } from './field-kinds.ts';
import { defineNoun, getRecordShape } from './noun.ts';

export const commodity = defineNoun('commodity', {
  scheme: text(
    'HS2022, or WORDS where no code exists.',
    'The scheme of its code: HS2022, or WORDS where there is none.',
  ),
  code: text('Its code in the scheme.', 'Its code, without dots.', { schema: z.string(), optional: true }),
  name: text('What it is called.', 'Its name.'),
  parent: reference('commodity', 'The commodity that it is a part of.', 'The heading or chapter that it belongs to.', {
    optional: true,
    index: 'COLUMN',
  }),
});

export const commoditySchema = z.strictObject({
  noun: z.literal('commodity'),
  key: recordKeySchema,
  ...getRecordShape(commodity),
});

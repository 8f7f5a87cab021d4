import { z } from 'zod';
import { recordKeySchema } from '../records/field-schemas.ts';
import { text } from './field-kinds.ts';
import { defineNoun, getRecordShape } from './noun.ts';

export const topic = defineNoun('topic', {
  name: text('The name of the topic.', 'The name of the topic.'),
});

export const topicSchema = z.strictObject({
  noun: z.literal('topic'),
  key: recordKeySchema,
  ...getRecordShape(topic),
});

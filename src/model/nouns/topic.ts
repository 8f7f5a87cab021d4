import { keyShape } from '../records/field-schemas.ts';
import { text } from './field-kinds.ts';
import { defineNoun } from './noun.ts';

export const topic = defineNoun('topic', keyShape, { name: text('The name of the topic.') });

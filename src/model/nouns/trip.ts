import { keyShape } from '../records/field-schemas.ts';
import { defineNoun } from './noun.ts';

/** A trip has only a key: its visits state which leg they are. */
export const trip = defineNoun('trip', keyShape, {});

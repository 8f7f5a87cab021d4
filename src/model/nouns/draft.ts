import { instantSchema } from '../records/field-schemas.ts';
import { draftStatuses, recordNouns } from '../vocabulary.ts';
import { oneOf, text } from './field-kinds.ts';

/** The fields of a draft, which is no record: it has no history, and is never served as a fact. */
export const draftFields = {
  noun: oneOf(recordNouns, 'The type of the proposed record.'),
  record: text('The proposed record in the record format, as JSON.', { length: 'document' }),
  status: oneOf(draftStatuses, 'What was decided about it.'),
  createdAt: text('When it was proposed.', { schema: instantSchema, scalar: 'DateTime' }),
  createdBy: text('Who proposed it: the holder of a token, or the name of a program.'),
  updatedAt: text('When it was last changed.', { schema: instantSchema, scalar: 'DateTime' }),
  updatedBy: text('Who changed it last.'),
};

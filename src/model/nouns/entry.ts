import { z } from 'zod';
import { boundedText, daySchema, fuzzyDateSchema, recordKeySchema } from '../records/field-schemas.ts';
import { citationSchema } from './citation.ts';

/** The fields of every entry. At least one citation: a record without a source is rejected. */
export const entryShape = {
  key: recordKeySchema,
  summary: boundedText('summary').min(1).describe('A one-sentence summary, in the style of a news report.'),
  at: daySchema
    .optional()
    .describe('The day to sort by if no date is known: the day on which a source attests the entry.'),
  date: fuzzyDateSchema.optional().describe('The date of the entry, if it differs from the date field of its noun.'),
  citations: z
    .array(citationSchema)
    .min(1, 'A record requires at least one citation.')
    .describe('The evidence: at least one citation.'),
};

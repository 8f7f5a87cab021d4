import { z } from 'zod';
import { recordKeySchema } from '../records/field-schemas.ts';

/** A trip has only a key: its visits state which leg they are. */
export const tripSchema = z.strictObject({ noun: z.literal('trip'), key: recordKeySchema });

import { z } from 'zod';
import { recordKeySchema } from '../records/field-schemas.ts';

/** A trip has its key only: visits say which leg of it they are. */
export const tripSchema = z.strictObject({ noun: z.literal('trip'), key: recordKeySchema });

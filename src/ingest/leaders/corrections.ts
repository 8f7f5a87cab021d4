import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { parseDay, parseFuzzyDate } from '../../model/fuzzy-date.ts';
import { recordKeySchema } from '../../model/records/field-schemas.ts';

const day = z.string().transform((text) => parseDay(text));
const date = z.string().transform((text) => parseFuzzyDate(text).edtf);

const correctionSchema = z
  .strictObject({
    country: recordKeySchema,
    /** The name as printed. */
    name: z.string().min(1),
    /** The first day as printed, in EDTF; absent if the correction applies to any, or if none is printed. */
    printed: z.string().optional(),
    /** The office, if the correction does not apply to all of the person's. */
    office: z.string().min(1).optional(),
    start: date.optional(),
    end: date.optional(),
    /** The person did not hold the office at all. */
    isWrong: z.literal(true).optional(),
    source: recordKeySchema,
    reason: z.string().min(1),
  })
  .refine(({ start, end, isWrong }) => start ?? end ?? isWrong, 'A correction needs "start", "end" or "isWrong".');

const fileSchema = z.strictObject({
  /** The day of the last edition that was updated. Later copies attest nothing new. */
  final: z.strictObject({ day, source: recordKeySchema, reason: z.string().min(1) }),
  sources: z.array(
    z.strictObject({
      key: recordKeySchema,
      publisher: z.string().min(1),
      title: z.string().min(1),
      url: z.url(),
      publishedOn: z.string(),
      language: z.string(),
    }),
  ),
  corrections: z.array(correctionSchema),
});

/** A correction of an error in the source, with the source that states the fact. */
export type Correction = z.output<typeof correctionSchema>;
export type Corrections = z.output<typeof fileSchema>;

const path = new URL('../../../data/reference/leader-corrections.yaml', import.meta.url);

export function readCorrections(): Corrections {
  const parsed = fileSchema.safeParse(parse(readFileSync(path, 'utf8')));
  if (!parsed.success) throw new Error(`data/reference/leader-corrections.yaml: ${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

/** Finds the correction of a holder as printed. */
export const findCorrection = (
  { corrections }: Corrections,
  holder: { country: string; name: string; office: string; start: string | undefined },
): Correction | undefined =>
  corrections.find(
    ({ country, name, office, printed }) =>
      country === holder.country &&
      name === holder.name &&
      (office === undefined || office === holder.office) &&
      (printed === undefined || printed === holder.start),
  );

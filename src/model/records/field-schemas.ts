import { z } from 'zod';
import { ChanceryError } from '../errors.ts';
import { createUnknownDate, type FuzzyDate, parseDay, parseFuzzyDate, type RecordedDate } from '../fuzzy-date.ts';
import { dateBases, type RecordNoun } from '../vocabulary.ts';

/** The key of a record: letters and digits, with `. _ : -` inside. */
export const recordKeySchema = z
  .string()
  .regex(
    /^[\p{L}\p{N}][\p{L}\p{N}._:-]*$/u,
    'A key consists of letters, digits and . _ : - and begins with a letter or digit.',
  )
  .max(200)
  .describe('A stable key, such as "macron-kazakhstan-2023".');

/** The field of every record that is not an entry or a party. */
export const keyShape = { key: recordKeySchema };

/** What a key can name: records of a noun, or parties of any kind. */
export type ReferenceTarget = RecordNoun | 'party';

/** The key of another record. The schema stores its noun, which claims and merges need. */
export const referenceTo = (refersTo: ReferenceTarget) =>
  recordKeySchema.meta({ refersTo, description: `The key of a ${refersTo}.` });

/** Returns a transformation that reports an error of `parse` as an issue. */
function transformWith<In, Out>(parse: (value: In) => Out) {
  return (value: In, context: z.core.$RefinementCtx<In>): Out => {
    try {
      return parse(value);
    } catch (error) {
      const message = error instanceof ChanceryError ? error.message : String(error);
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    }
  };
}

export const daySchema = z.string().transform(transformWith(parseDay)).describe('A day, YYYY-MM-DD.');

/** EDTF text. YAML reads an unquoted year as a number. */
const edtfSchema = z.union([z.string(), z.int()]);
const detailedDateSchema = z.strictObject({
  edtf: edtfSchema,
  basis: z.enum(dateBases).default('STATED'),
  verbatim: z.string().optional(),
});
const verbatimDateSchema = z.strictObject({ verbatim: z.string().min(1) });

const dateDescription =
  'An EDTF date, optionally with how it was established (basis) and the wording of the source (verbatim).';
const explainUnquotedSet = ({ input }: { readonly input?: unknown }): string | undefined =>
  isUnquotedSet(input) ? 'Put a set in quotes, such as "[2023-10-23..2023-10-29]".' : undefined;

type WrittenDate = string | number | z.output<typeof detailedDateSchema>;
const parseWrittenDate = (value: WrittenDate): FuzzyDate =>
  typeof value === 'object'
    ? parseFuzzyDate(String(value.edtf), value.basis, value.verbatim)
    : parseFuzzyDate(String(value));
const parseRecordedDate = (value: WrittenDate | z.output<typeof verbatimDateSchema>): RecordedDate =>
  typeof value === 'object' && !('edtf' in value) ? createUnknownDate(value.verbatim) : parseWrittenDate(value);

/** `2023-11-01`, or `{ edtf, basis, verbatim }` if the source does not simply state the date. */
export const knownDateSchema = z
  .union([z.string(), z.int(), detailedDateSchema], { error: explainUnquotedSet })
  .transform(transformWith(parseWrittenDate))
  .describe(dateDescription);

/** The same, or `{ verbatim }` if the wording of the source gives no date. */
export const fuzzyDateSchema = z
  .union([z.string(), z.int(), detailedDateSchema, verbatimDateSchema], { error: explainUnquotedSet })
  .transform(transformWith(parseRecordedDate))
  .describe(`${dateDescription} The wording alone if it gives no date.`);

/** YAML reads an unquoted set in brackets as a list, and one in braces as a mapping. */
const isUnquotedSet = (value: unknown): boolean =>
  Array.isArray(value) ||
  (typeof value === 'object' && value !== null && /^\d|^\.\./.test(Object.keys(value)[0] ?? ''));

export const languageSchema = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'A language must be a BCP 47 tag, such as "en" or "zh-Hans".')
  .describe('A BCP 47 language tag.');

/** An instant with its time zone, converted to UTC. */
export const instantSchema = z.iso
  .datetime({ offset: true, error: 'An instant must have a time zone, such as 2023-11-01T15:45:00Z.' })
  .transform((text) => new Date(text).toISOString())
  .describe('An instant, with its time zone: 2023-11-01T15:45:00Z.');

const isUnique = (items: readonly string[]): boolean => new Set(items).size === items.length;
export const referencesTo = (refersTo: ReferenceTarget) =>
  z
    .array(referenceTo(refersTo))
    .default([])
    .refine(isUnique, 'The same key is listed twice.')
    .describe(`Keys, each of a ${refersTo}.`);

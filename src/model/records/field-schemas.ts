import { z } from 'zod';
import { ChanceryError } from '../errors.ts';
import {
  createUnknownDate,
  describeExcessDateLength,
  type FuzzyDate,
  parseDay,
  parseFuzzyDate,
  type RecordedDate,
} from '../fuzzy-date.ts';
import { maxTextLengths, type TextKind } from '../text-limits.ts';
import { dateBases, type RecordNoun } from '../vocabulary.ts';

/** Text of a kind, which determines its maximum length. A new schema for each use, because the JSON Schema refers to shared ones. */
export const boundedText = (kind: TextKind) => z.string().max(maxTextLengths[kind]);

/** Any JSON, with bounded texts. */
type Json = z.core.util.JSONType;
export const jsonSchema: z.ZodType<Json, Json> = z.lazy(() =>
  z.union([
    boundedText('document'),
    z.number(),
    z.boolean(),
    z.null(),
    z.array(jsonSchema),
    z.record(boundedText('name'), jsonSchema),
  ]),
);

/** The key of a record: letters and digits, with `. _ : -` inside. */
export const recordKeySchema = z
  .string()
  .regex(
    /^[\p{L}\p{N}][\p{L}\p{N}._:-]*$/u,
    'A key consists of letters, digits and . _ : - and begins with a letter or digit.',
  )
  .max(maxTextLengths.key)
  .describe('A stable key, such as "macron-kazakhstan-2023".');

/** What a record is called in tombstones and revisions: its key; for a coverage, the key of its source, a slash and the subject. */
export const identitySchema = () => boundedText('title').min(1);

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

const dateTextSchema = () =>
  z.string().max(maxTextLengths.date, { error: ({ input }) => describeExcessDateLength(String(input)) });

export const daySchema = dateTextSchema().transform(transformWith(parseDay)).describe('A day, YYYY-MM-DD.');

/** EDTF text. YAML reads an unquoted year as a number. */
const edtfSchema = z.union([dateTextSchema(), z.int()]);
const detailedDateSchema = z.strictObject({
  edtf: edtfSchema,
  basis: z.enum(dateBases).default('STATED'),
  verbatim: boundedText('summary').optional(),
});
const verbatimDateSchema = z.strictObject({ verbatim: boundedText('summary').min(1) });

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
  .union([dateTextSchema(), z.int(), detailedDateSchema], { error: explainUnquotedSet })
  .transform(transformWith(parseWrittenDate))
  .describe(dateDescription);

/** The same, or `{ verbatim }` if the wording of the source gives no date. */
export const fuzzyDateSchema = z
  .union([dateTextSchema(), z.int(), detailedDateSchema, verbatimDateSchema], { error: explainUnquotedSet })
  .transform(transformWith(parseRecordedDate))
  .describe(`${dateDescription} The wording alone if it gives no date.`);

/** YAML reads an unquoted set in brackets as a list, and one in braces as a mapping. */
const isUnquotedSet = (value: unknown): boolean =>
  Array.isArray(value) ||
  (typeof value === 'object' && value !== null && /^\d|^\.\./.test(Object.keys(value)[0] ?? ''));

export const languageSchema = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'A language must be a BCP 47 tag, such as "en" or "zh-Hans".')
  .max(maxTextLengths.token)
  .describe('A BCP 47 language tag.');

/** An instant with its time zone, converted to UTC. */
export const instantSchema = z.iso
  .datetime({ offset: true, error: 'An instant must have a time zone, such as 2023-11-01T15:45:00Z.' })
  .max(maxTextLengths.token)
  .transform((text) => new Date(text).toISOString())
  .describe('An instant, with its time zone: 2023-11-01T15:45:00Z.');

const isUnique = (items: readonly string[]): boolean => new Set(items).size === items.length;
export const referencesTo = (refersTo: ReferenceTarget) =>
  z
    .array(referenceTo(refersTo))
    .default([])
    .refine(isUnique, 'The same key is listed twice.')
    .describe(`Keys, each of a ${refersTo}.`);

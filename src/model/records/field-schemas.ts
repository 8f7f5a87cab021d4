import { z } from 'zod';
import { ChanceryError } from '../errors.ts';
import { parseDay, parseFuzzyDate } from '../fuzzy-date.ts';
import { citationBases, claimRanks, dateBases, nameKinds, type RecordNoun } from '../vocabulary.ts';

/** The key of a record: letters and digits, with `. _ : -` inside. */
export const recordKeySchema = z
  .string()
  .regex(
    /^[\p{L}\p{N}][\p{L}\p{N}._:-]*$/u,
    'A key consists of letters, digits and . _ : - and begins with a letter or digit.',
  )
  .max(200)
  .describe('A stable key, such as "macron-kazakhstan-2023".');

/** What a key can refer to: records of a noun, or parties of any kind. */
export type ReferenceTarget = RecordNoun | 'party';

/** The key of another record. The schema stores its noun, which claims and merges need. */
export const referenceTo = (refersTo: ReferenceTarget) =>
  recordKeySchema.meta({ refersTo, description: `The key of a ${refersTo}.` });

const getErrorMessage = (error: unknown): string => (error instanceof ChanceryError ? error.message : String(error));

function transformWith<Out>(parse: (text: string) => Out) {
  return (text: string, context: z.core.$RefinementCtx<string>): Out => {
    try {
      return parse(text);
    } catch (error) {
      context.addIssue({ code: 'custom', message: getErrorMessage(error) });
      return z.NEVER;
    }
  };
}

export const daySchema = z.string().transform(transformWith(parseDay)).describe('A day, YYYY-MM-DD.');

/** `2023-11-01`, or `{ edtf, basis, verbatim }` if the source does not simply state the date. */
export const fuzzyDateSchema = z
  .union([
    z.string(),
    z.strictObject({ edtf: z.string(), basis: z.enum(dateBases).default('STATED'), verbatim: z.string().optional() }),
  ])
  .transform((value, context) => {
    try {
      return typeof value === 'string'
        ? parseFuzzyDate(value)
        : parseFuzzyDate(value.edtf, value.basis, value.verbatim ?? null);
    } catch (error) {
      context.addIssue({ code: 'custom', message: getErrorMessage(error) });
      return z.NEVER;
    }
  })
  .describe('An EDTF date, optionally with how it was established (basis) and the wording of the source (verbatim).');

export const languageSchema = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'A language must be a BCP 47 tag, such as "en" or "zh-Hans".')
  .describe('A BCP 47 language tag.');

/** An instant with its time zone, converted to UTC. */
export const instantSchema = z.iso
  .datetime({ offset: true, error: 'An instant must have a time zone, such as 2023-11-01T15:45:00Z.' })
  .transform((text) => new Date(text).toISOString())
  .describe('An instant, with its time zone: 2023-11-01T15:45:00Z.');

const spanSchema = z.strictObject({
  words: z.string().min(1).describe('The exact words of the source.'),
  start: z.int().min(0).describe('The offset of the first code point, from 0.'),
  end: z.int().min(1).describe('The offset after the last code point.'),
});

const citationSchema = z.strictObject({
  source: referenceTo('source'),
  field: z
    .string()
    .min(1)
    .optional()
    .describe('The field that the evidence supports, by its name in the API; the whole record if absent.'),
  basis: z.enum(citationBases).describe('How the value follows from the words.'),
  value: z
    .json()
    .optional()
    .describe(
      'The value that the source gives for the field, in the format of the field; the value of the record if absent.',
    ),
  rank: z.enum(claimRanks).optional().describe('The rank of the value. The PREFERRED value is that of the record.'),
  reason: z.string().min(1).optional().describe('The reason for the rank; required for DEPRECATED.'),
  voice: referenceTo('party')
    .optional()
    .describe('The key of the party quoted in the source; absent for the source itself.'),
  spans: z.array(spanSchema).default([]).describe('The exact words; empty if the text of the source is not available.'),
});

export type CitationRecord = z.output<typeof citationSchema>;
export const citationsSchema = z.array(citationSchema).default([]).describe('The evidence.');

const nameSchema = z.strictObject({
  text: z.string().min(1).describe('The name.'),
  language: languageSchema.optional(),
  kind: z.enum(nameKinds).default('SHORT').describe('The kind of name.'),
  from: daySchema.optional().describe('The first day of use.'),
  until: daySchema.optional().describe('The last day of use.'),
});

/** The fields of every party: its key, display name, all names and evidence. */
export const partyShape = {
  key: recordKeySchema,
  name: z.string().min(1).describe('The display name, in English.'),
  names: z.array(nameSchema).default([]).describe('All names; the display name need not be repeated.'),
  citations: citationsSchema,
};

/** The fields of every entry. At least one citation is required. */
export const entryShape = {
  key: recordKeySchema,
  summary: z.string().min(1).describe('A one-sentence summary, in the style of a news report.'),
  at: daySchema
    .optional()
    .describe('The day to sort by if no date is known: the day on which a source attests the entry.'),
  date: fuzzyDateSchema.optional().describe('The date of the entry, if it differs from the date field of its noun.'),
  citations: z
    .array(citationSchema)
    .min(1, 'A record requires at least one citation.')
    .describe('The evidence: at least one citation.'),
};

const isUnique = (items: readonly string[]): boolean => new Set(items).size === items.length;
export const referencesTo = (refersTo: ReferenceTarget) =>
  z
    .array(referenceTo(refersTo))
    .default([])
    .refine(isUnique, 'The same key is listed twice.')
    .describe(`Keys, each of a ${refersTo}.`);

import { z } from 'zod';
import * as nouns from '../nouns/index.ts';
import { fillFromPreferredClaims, isPlainObject, validateClaims } from './claim.ts';
import { boundedText, instantSchema, jsonSchema } from './field-schemas.ts';
import { validateTexts, validateUrl } from './validate-text.ts';

/** A record of the interchange format: an item in YAML or a line of JSON. `noun` determines its type. */
export const interchangeRecordSchema = z.discriminatedUnion('noun', [
  nouns.source.schema,
  nouns.country.schema,
  nouns.group.schema,
  nouns.person.schema,
  nouns.organization.schema,
  nouns.office.schema,
  nouns.term.schema,
  nouns.commodity.schema,
  nouns.topic.schema,
  nouns.trip.schema,
  nouns.visit.schema,
  nouns.statement.schema,
  nouns.agreement.schema,
  nouns.tradeLink.schema,
  nouns.position.schema,
  nouns.figure.schema,
  nouns.coverage.schema,
]);

/** A record as written in a file: defaults can be omitted, dates are EDTF text. */
export type RecordInput = z.input<typeof interchangeRecordSchema>;
/** A parsed record: with defaults, and dates with their bounds. */
export type InterchangeRecord = z.output<typeof interchangeRecordSchema>;
export type Noun = InterchangeRecord['noun'];

type Schema = (typeof interchangeRecordSchema.options)[number];
type SchemaOf<N extends Noun> = Extract<Schema, { shape: { noun: z.ZodLiteral<N> } }>;
/** The schema of each noun's records. */
export const recordSchemas = Object.fromEntries(
  interchangeRecordSchema.options.map((schema) => [schema.shape.noun.value, schema]),
) as {
  [N in Noun]: SchemaOf<N>;
};

/** An earlier version of a record: the fields that differed. */
const earlierVersionSchema = z.strictObject({
  knownAt: instantSchema
    .optional()
    .describe('The time at which that version became known. Defaults to the publication of its sources.'),
  reason: boundedText('summary').min(1).optional(),
  as: z
    .record(boundedText('token'), jsonSchema)
    .describe('The fields that differed, with their values at the time; null for none.'),
});
export const earlierVersionsSchema = z
  .array(earlierVersionSchema)
  .describe('Earlier versions, oldest first. Each becomes a revision at the first import.');

export type EarlierVersion = Omit<z.output<typeof earlierVersionSchema>, 'as'> & { record: InterchangeRecord };
type ParseFailure = { issues: z.core.$ZodIssue[] };

/** Parses a record in the interchange format with its earlier versions. */
export function parseRecordWithHistory(
  raw: unknown,
): { record: InterchangeRecord; former: EarlierVersion[] } | ParseFailure {
  if (!isPlainObject(raw) || raw.formerly === undefined) {
    const parsed = parseRecord(raw);
    return 'issues' in parsed ? parsed : { ...parsed, former: [] };
  }
  const { formerly: listed, ...present } = raw;
  const parsed = parseRecord(present);
  const versions = earlierVersionsSchema.safeParse(listed);
  const at = (path: PropertyKey[], issues: z.core.$ZodIssue[]) =>
    issues.map((issue) => ({ ...issue, path: [...path, ...issue.path] }));
  if ('issues' in parsed) return parsed;
  if (!versions.success) return { issues: at(['formerly'], versions.error.issues) };
  const issues: z.core.$ZodIssue[] = [];
  const former = versions.data.flatMap(({ as, ...known }, index) => {
    const fields = Object.entries({ ...present, ...as, noun: present.noun, key: present.key }).filter(
      ([, value]) => value !== null,
    );
    const version = parseRecord(Object.fromEntries(fields));
    if ('record' in version) return [{ ...known, record: version.record }];
    issues.push(...at(['formerly', index, 'as'], version.issues));
    return [];
  });
  return issues.length > 0 ? { issues } : { ...parsed, former };
}

/**
 * Reads a record in the interchange format: its shape, then what its claims say of each other and of the record. A record
 * of the database may have a URL that is no longer accepted.
 */
export function parseRecord(raw: unknown, { isStored = false } = {}): { record: InterchangeRecord } | ParseFailure {
  const parsed = interchangeRecordSchema.safeParse(fillFromPreferredClaims(raw));
  if (!parsed.success) return { issues: parsed.error.issues };
  const issues = [...validateTexts(raw), ...(isStored ? [] : validateUrl(parsed.data)), ...validateClaims(parsed.data)];
  return issues.length > 0 ? { issues } : { record: parsed.data };
}

export type RecordInputOf<N extends Noun> = Extract<RecordInput, { noun: N }>;
export type RecordOf<N extends Noun> = Extract<InterchangeRecord, { noun: N }>;

/** The place of a record in its input, for the report. */
export interface InputLocation {
  file: string;
  line?: number;
}

/** What a reader of a format yields: a record, optionally with a warning, or the reason why it was rejected. */
export type ImportItem =
  | {
      place: InputLocation;
      key?: string;
      record: RecordInput;
      note?: string;
      /** The input has the record, but this import leaves it out. It is neither written nor gone. */
      isLeftOut?: true;
      /** The record is on record as it is here: it is counted as unchanged, and not written. */
      isUnchanged?: true;
      /** The report does not count it: it is about the input as a whole. */
      isUncounted?: true;
    }
  /** `isFatal`: the rest of the file was not read. */
  | { place: InputLocation; key?: string; rejected: string; isFatal?: true; note?: never };

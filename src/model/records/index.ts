import { z } from 'zod';
import { judgeClaims, withPreferred } from './claim.ts';
import * as entries from './entry-schemas.ts';
import { instant } from './field-schemas.ts';
import * as parties from './party-schemas.ts';
import * as evidence from './source-commodity-topic-schemas.ts';
import { judgeTexts } from './validate-text.ts';

/** One record of the interchange format: a YAML item or a line of JSON. `noun` says which. */
export const interchangeRecord = z.discriminatedUnion('noun', [
  evidence.sourceRecord,
  parties.countryRecord,
  parties.groupRecord,
  parties.personRecord,
  parties.organizationRecord,
  parties.officeRecord,
  parties.termRecord,
  evidence.commodityRecord,
  evidence.topicRecord,
  entries.tripRecord,
  entries.visitRecord,
  entries.statementRecord,
  entries.agreementRecord,
  entries.tradeLinkRecord,
  entries.positionRecord,
  entries.figureRecord,
  evidence.coverageRecord,
]);

/** A record as it is written: defaults may be left out, dates are EDTF text. */
export type RecordInput = z.input<typeof interchangeRecord>;
/** A record as it was read: defaults filled in, dates with their bounds. */
export type InterchangeRecord = z.output<typeof interchangeRecord>;
export type Noun = InterchangeRecord['noun'];

type Schema = (typeof interchangeRecord.options)[number];
type SchemaOf<N extends Noun> = Extract<Schema, { shape: { noun: z.ZodLiteral<N> } }>;
/** The schema of each noun's records. */
export const recordSchemas = Object.fromEntries(
  interchangeRecord.options.map((schema) => [schema.shape.noun.value, schema]),
) as {
  [N in Noun]: SchemaOf<N>;
};

/** A version of a record that was known before it: what was otherwise then. */
const former = z.strictObject({
  knownAt: instant.optional().describe('When that version became known; as its sources tell, if absent.'),
  reason: z.string().min(1).optional(),
  as: z.record(z.string(), z.json()).describe('The fields that were otherwise, with their values then; null for none.'),
});
export const formerly = z
  .array(former)
  .describe('What was known of it before, oldest first: each becomes a revision when it is first brought in.');

export type Former = Omit<z.output<typeof former>, 'as'> & { record: InterchangeRecord };
type Issues = { issues: z.core.$ZodIssue[] };

/** Reads a record in the interchange format, with the versions of it that were known before. */
export function parseHistory(raw: unknown): { record: InterchangeRecord; former: Former[] } | Issues {
  if (!isFields(raw) || raw.formerly === undefined) {
    const parsed = parseRecord(raw);
    return 'issues' in parsed ? parsed : { ...parsed, former: [] };
  }
  const { formerly: listed, ...present } = raw;
  const parsed = parseRecord(present);
  const versions = formerly.safeParse(listed);
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

const isFields = (raw: unknown): raw is Record<string, unknown> =>
  typeof raw === 'object' && raw !== null && !Array.isArray(raw);

/** Reads a record in the interchange format: its shape, then what its claims say of each other and of the record. */
export function parseRecord(raw: unknown): { record: InterchangeRecord } | Issues {
  const parsed = interchangeRecord.safeParse(withPreferred(raw));
  if (!parsed.success) return { issues: parsed.error.issues };
  const issues = [...judgeTexts(raw), ...judgeClaims(parsed.data)];
  return issues.length > 0 ? { issues } : { record: parsed.data };
}

export type RecordOf<N extends Noun> = Extract<InterchangeRecord, { noun: N }>;

/** Where a record stands in its input, for the report. */
export interface Place {
  file: string;
  line?: number;
}

/** What a reader of an outside format yields: a record, with what an editor should know of it, or why there is none. */
export type ReadItem =
  | { place: Place; key?: string; record: RecordInput; note?: string }
  /** `stops`: it is the rest of a file that was not read. */
  | { place: Place; key?: string; rejected: string; stops?: true; note?: never };

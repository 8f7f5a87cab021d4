import { readEdtf } from '../edtf.ts';
import type { RecordJson } from '../record-diff.ts';
import { maxTextLengths } from '../text-limits.ts';
import type { RecordNoun } from '../vocabulary.ts';
import { fuzzyDateSchema, knownDateSchema } from './field-schemas.ts';
import { recordSchemas } from './index.ts';
import { getDefinition, unwrapDefinition, type ZodSchema, type ZodShape } from './schema-definition.ts';

type Fields = Readonly<Record<string, unknown>>;

interface RepairedRecord {
  document: RecordJson;
  /** One phrase for each repaired date; empty if nothing was repaired. */
  repairs: string[];
}

interface RepairOptions {
  /** The day that replaces a required date, such as the publication of the source. */
  fallbackDay: string;
  /** Whether dates that could be rewritten are removed instead. */
  isRewriteDisabled?: boolean;
}

/**
 * Repairs the dates of a record that a former version accepted: a day or month in the basic format of ISO 8601 is written
 * in extended format, and any other text becomes the wording of an unknown date.
 */
export function repairDates(noun: RecordNoun, document: RecordJson, options: RepairOptions): RepairedRecord {
  const { shape }: { shape: ZodShape } = recordSchemas[noun];
  const messages: string[] = [];
  const claimMessages: string[] = [];
  const repaired = mapFields(document, (field, value) => {
    if (field === 'citations' && Array.isArray(value))
      return value.map((citation) => repairClaim(citation as Fields, shape, claimMessages));
    const schema = shape[field];
    return schema ? repairValue(schema, value, field, { ...options, messages }) : value;
  });
  return { document: repaired as RecordJson, repairs: [...messages, ...claimMessages] };
}

/** Returns whether a value of a field contains a date that is not accepted. */
export function hasUnacceptedDate(noun: RecordNoun, field: string, value: unknown): boolean {
  const { shape }: { shape: ZodShape } = recordSchemas[noun];
  const schema = shape[field];
  const messages: string[] = [];
  if (schema) repairValue(schema, value, field, { fallbackDay: '0001-01-01', messages });
  return messages.length > 0;
}

/** A claim of an unreadable date no longer supports the field, but the record as a whole. */
function repairClaim(citation: Fields, shape: ZodShape, messages: string[]): Fields {
  const { field, value, rank: _rank, reason: _reason, ...evidence } = citation;
  const schema = typeof field === 'string' ? shape[field] : undefined;
  if (schema === undefined || value === undefined) return citation;
  const claimMessages: string[] = [];
  const repaired = repairValue(schema, value, `a claim of ${String(field)}`, {
    fallbackDay: '0001-01-01',
    messages: claimMessages,
  });
  if (claimMessages.length === 0) return citation;
  const isLost = isDateSchema(schema) && typeof repaired === 'object';
  messages.push(
    ...(isLost ? [`a claim of ${String(field)}, ${quote(value)}, is not a date and was dropped`] : claimMessages),
  );
  return isLost ? evidence : { ...citation, value: repaired };
}

type RepairContext = RepairOptions & { messages: string[] };

function repairValue(schema: ZodSchema, value: unknown, name: string, context: RepairContext): unknown {
  if (isDateSchema(schema)) return repairDate(value, name, { ...context, isRequired: isRequiredDate(schema) });
  const { innerType, element, shape } = getDefinition(schema);
  if (innerType) return repairValue(innerType, value, name, context);
  if (element && Array.isArray(value)) return value.map((item) => repairValue(element, item, name, context));
  if (shape && typeof value === 'object' && value !== null)
    return mapFields(value as Fields, (field, inner) =>
      shape[field] ? repairValue(shape[field], inner, `${name}.${field}`, context) : inner,
    );
  return value;
}

const isRequiredDate = (schema: ZodSchema): boolean => unwrapDefinition(schema) === getDefinition(knownDateSchema);
const isDateSchema = (schema: ZodSchema): boolean =>
  isRequiredDate(schema) || unwrapDefinition(schema) === getDefinition(fuzzyDateSchema);

interface WrittenDate {
  edtf?: unknown;
  basis?: unknown;
  verbatim?: unknown;
}

function repairDate(value: unknown, name: string, context: RepairContext & { isRequired: boolean }): unknown {
  const details: WrittenDate = typeof value === 'object' && value !== null ? value : { edtf: value };
  if (details.edtf === undefined) return value;
  const edtf = String(details.edtf);
  if (isAccepted(edtf)) return value;
  const extended = context.isRewriteDisabled ? undefined : toExtendedFormat(edtf);
  if (extended !== undefined) {
    context.messages.push(`${name} ${quote(edtf)} was rewritten as ${extended}`);
    return details === value ? { ...details, edtf: extended } : extended;
  }
  const verbatim = typeof details.verbatim === 'string' ? `${details.verbatim} (${edtf})` : edtf;
  const outcome = context.isRequired ? `was replaced by ${context.fallbackDay}` : 'was removed';
  context.messages.push(`${name} ${quote(edtf)} is not an accepted date and ${outcome}; its text is the wording`);
  return context.isRequired ? { edtf: context.fallbackDay, basis: 'PUBLICATION', verbatim } : { verbatim };
}

const isAccepted = (edtf: string): boolean => edtf.length <= maxTextLengths.date && 'value' in readEdtf(edtf.trim());

/** Writes days and months in basic format, also as the ends of an interval, in extended format. */
function toExtendedFormat(text: string): string | undefined {
  const extended = text
    .trim()
    .split('/')
    .map((side) => side.replace(/^(\d{4})(\d\d)(\d\d)$/, '$1-$2-$3').replace(/^(\d{4})(0[1-9]|1[0-2])$/, '$1-$2'))
    .join('/');
  return extended !== text && isAccepted(extended) ? extended : undefined;
}

const quote = (value: unknown): string => {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return `"${text.length > 60 ? `${text.slice(0, 60)}…` : text}"`;
};

const mapFields = (fields: Fields, map: (field: string, value: unknown) => unknown): Fields =>
  Object.fromEntries(Object.entries(fields).map(([field, value]) => [field, map(field, value)]));

import type { z } from 'zod';
import type { RecordFields } from '../../editing/edit-types.ts';
import { recordSchemas } from '../../model/records/index.ts';
import type { RecordNoun } from '../../model/vocabulary.ts';

type ZodSchema = z.core.$ZodType;
type ZodShape = Readonly<Record<string, ZodSchema>>;

/** Converts the input of a mutation to a record in the interchange format, without nulls. */
export const toRecord = (noun: RecordNoun, given: object): RecordFields =>
  convertFields(recordSchemas[noun].shape, Object.entries(given).filter(isNotNull));

/** Converts the input of a mutation to a patch. A null at the top level removes a value. */
export const toPatch = (noun: RecordNoun, given: object): RecordFields =>
  convertFields(recordSchemas[noun].shape, Object.entries(given));

const isNotNull = ([, value]: [string, unknown]): boolean => value !== null;

const convertFields = (shape: ZodShape, entries: readonly [string, unknown][]): RecordFields =>
  Object.fromEntries(entries.map(([field, value]) => [field, convertField(shape, field, omitNulls(value))]));

function convertField(shape: ZodShape, field: string, value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  if (field === 'citations' || field === 'addCitations')
    return value.map((citation: RecordFields) => parseClaimValue(shape, citation));
  const inner = elementShape(shape[field]);
  return inner ? value.map((item: object) => convertFields(inner, Object.entries(item))) : value;
}

/** Parses the value of a claim: text, or JSON if its field is not text. */
function parseClaimValue(shape: ZodShape, citation: RecordFields): RecordFields {
  const { field, value } = citation;
  const schema = typeof field === 'string' ? shape[field] : undefined;
  return typeof value === 'string' && schema && isStoredAsJson(schema)
    ? { ...citation, value: parseJsonOrText(value) }
    : citation;
}

/** Returns invalid JSON unchanged: the validation of the record rejects it. */
function parseJsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

interface ZodDefinition {
  type: string;
  innerType?: ZodSchema;
  element?: ZodSchema;
  shape?: ZodShape;
}
const getZodDefinition = (schema: ZodSchema): ZodDefinition => schema._zod.def as ZodDefinition;

const unwrapDefinition = (schema: ZodSchema): ZodDefinition => {
  const def = getZodDefinition(schema);
  return def.innerType ? unwrapDefinition(def.innerType) : def;
};

const isStoredAsJson = (schema: ZodSchema): boolean =>
  ['number', 'boolean', 'array', 'object'].includes(unwrapDefinition(schema).type);

/** Returns the fields of the elements of a list; undefined if they are not objects. */
const elementShape = (schema: ZodSchema | undefined): ZodShape | undefined => {
  const element = schema && unwrapDefinition(schema).element;
  return element && unwrapDefinition(element).shape;
};

/** Removes nulls at any depth. */
function omitNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(omitNulls);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([field, inner]) => (inner === null ? [] : [[field, omitNulls(inner)]])),
  );
}

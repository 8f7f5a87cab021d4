import type { RecordFields } from '../../editing/edit-types.ts';
import { getItemLists } from '../../editing/item-lists.ts';
import { isNestedDeeperThan, maxRecordDepth } from '../../model/nesting.ts';
import { recordSchemas } from '../../model/records/index.ts';
import {
  isStoredAsJson,
  unwrapDefinition,
  type ZodSchema,
  type ZodShape,
} from '../../model/records/schema-definition.ts';
import type { RecordNoun } from '../../model/vocabulary.ts';

/** A record in the interchange format, of what a mutation was given: nulls are left out. */
export const toRecord = (noun: RecordNoun, given: object): RecordFields =>
  convertFields(recordSchemas[noun].shape, Object.entries(given).filter(isNotNull));

/** Converts the input of a mutation to a patch. A null at the top level removes a value, but no item of a list. */
export function toPatch(noun: RecordNoun, given: object): RecordFields {
  const shape: ZodShape = recordSchemas[noun].shape;
  // The items to add or to remove have the fields of the items of the list.
  const itemShape = Object.fromEntries(
    getItemLists(noun).flatMap(({ field, add, remove }) => [add, remove].map((name) => [name, shape[field]] as const)),
  );
  const entries = Object.entries(given).filter(([name, value]) => value !== null || !(name in itemShape));
  return convertFields({ ...shape, ...(itemShape as ZodShape) }, entries);
}

const isNotNull = ([, value]: [string, unknown]): boolean => value !== null;

const convertFields = (shape: ZodShape, entries: readonly [string, unknown][]): RecordFields =>
  Object.fromEntries(entries.map(([field, value]) => [field, convertField(shape, field, omitNulls(value))]));

const citationLists: ReadonlySet<string> = new Set(['citations', 'addCitations', 'removeCitations']);

function convertField(shape: ZodShape, field: string, value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  if (citationLists.has(field)) return value.map((citation: RecordFields) => parseClaimValue(shape, citation));
  const inner = elementShape(shape[field]);
  return inner
    ? value.map((item) => (isKey(item) ? item : convertFields(inner, Object.entries(item as object))))
    : value;
}

const isKey = (item: unknown): item is string => typeof item === 'string';

/** Parses the value of a claim: text, or JSON if its field is not text. */
function parseClaimValue(shape: ZodShape, citation: RecordFields): RecordFields {
  const { field, value } = citation;
  const schema = typeof field === 'string' ? shape[field] : undefined;
  return typeof value === 'string' && schema && isStoredAsJson(schema)
    ? { ...citation, value: parseJsonOrText(value) }
    : citation;
}

/** Returns text unchanged that is not JSON or is nested too deeply: the validation of the record rejects it. */
function parseJsonOrText(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return isNestedDeeperThan(maxRecordDepth, value) ? text : value;
  } catch {
    return text;
  }
}

/** The fields of what a list holds; undefined where it holds no objects. */
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

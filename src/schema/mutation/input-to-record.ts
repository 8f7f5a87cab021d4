import type { z } from 'zod';
import type { Fields } from '../../editing/edit-types.ts';
import { recordSchemas } from '../../model/records/index.ts';
import type { RecordNoun } from '../../model/vocabulary.ts';

type Schema = z.core.$ZodType;
type Shape = Readonly<Record<string, Schema>>;

/** A record in the interchange format, of what a mutation was given: nulls are left out. */
export const recordOf = (noun: RecordNoun, given: object): Fields =>
  told(recordSchemas[noun].shape, Object.entries(given).filter(isGiven));

/** A patch of the same: a null at its top takes a value away. */
export const patchOf = (noun: RecordNoun, given: object): Fields =>
  told(recordSchemas[noun].shape, Object.entries(given));

const isGiven = ([, value]: [string, unknown]): boolean => value !== null;

const told = (shape: Shape, entries: readonly [string, unknown][]): Fields =>
  Object.fromEntries(entries.map(([field, value]) => [field, fieldOf(shape, field, lean(value))]));

function fieldOf(shape: Shape, field: string, value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  if (field === 'citations' || field === 'addCitations')
    return value.map((citation: Fields) => withValue(shape, citation));
  const inner = elementOf(shape[field]);
  return inner ? value.map((item: object) => told(inner, Object.entries(item))) : value;
}

/** A claim's value is text: JSON where its field is none. */
function withValue(shape: Shape, citation: Fields): Fields {
  const { field, value } = citation;
  const schema = typeof field === 'string' ? shape[field] : undefined;
  return typeof value === 'string' && schema && isStructured(schema) ? { ...citation, value: parsed(value) } : citation;
}

/** What is no JSON stays as it is, for the record's own check to refuse. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

interface Def {
  type: string;
  innerType?: Schema;
  element?: Schema;
  shape?: Shape;
}
const defOf = (schema: Schema): Def => schema._zod.def as unknown as Def;

const bare = (schema: Schema): Def => {
  const def = defOf(schema);
  return def.innerType ? bare(def.innerType) : def;
};

const isStructured = (schema: Schema): boolean => ['number', 'boolean', 'array', 'object'].includes(bare(schema).type);

/** The fields of what a list holds; undefined where it holds no objects. */
const elementOf = (schema: Schema | undefined): Shape | undefined => {
  const element = schema && bare(schema).element;
  return element && bare(element).shape;
};

/** Without nulls, at any depth. */
function lean(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(lean);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([field, inner]) => (inner === null ? [] : [[field, lean(inner)]])),
  );
}

import { isObject } from '../../src/model/is-object.ts';
import { getDefinition, type SchemaDefinition, type ZodSchema } from '../../src/model/records/schema-definition.ts';

interface Definition extends SchemaDefinition {
  options?: readonly ZodSchema[];
  in?: ZodSchema;
}

/** Returns the fields of a schema for which no value has one, those of its parts included: `citations.spans.words`. */
export function listUnsetFields(schema: ZodSchema, values: readonly unknown[]): string[] {
  const set = new Set(listValuePaths(values));
  return [...new Set(listFieldPaths(schema))].filter((path) => !set.has(path));
}

function listFieldPaths(schema: ZodSchema): string[] {
  const { shape = {}, innerType, element, in: input, options = [] }: Definition = getDefinition(schema);
  const parts = [innerType, element, input, ...options].flatMap((part) => (part ? listFieldPaths(part) : []));
  return [...parts, ...listPaths(shape, listFieldPaths)];
}

function listValuePaths(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(listValuePaths);
  return isObject(value) ? listPaths(value, listValuePaths) : [];
}

const listPaths = <T>(fields: Readonly<Record<string, T>>, listBelow: (field: T) => string[]): string[] =>
  Object.entries(fields).flatMap(([name, field]) => [name, ...listBelow(field).map((path) => `${name}.${path}`)]);

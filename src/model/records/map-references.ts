import type { z } from 'zod';
import type { ReferenceTarget } from './field-schemas.ts';
import { getDefinition, type ZodSchema } from './schema-definition.ts';

type ReferenceMapper = (key: string, referent: ReferenceTarget, path: readonly (string | number)[]) => string;

/**
 * Returns a copy of `value`, described by `schema`, in which every key of another record is
 * replaced by the result of `visit`.
 */
export function mapReferences(
  schema: ZodSchema,
  value: unknown,
  visit: ReferenceMapper,
  path: readonly (string | number)[] = [],
): unknown {
  if (value === undefined || value === null) return value;
  const def = getDefinition(schema);
  if (def.innerType) return mapReferences(def.innerType, value, visit, path);
  if (def.element && Array.isArray(value)) {
    const { element } = def;
    return value.map((item, index) => mapReferences(element, item, visit, [...path, index]));
  }
  if (def.shape && typeof value === 'object') {
    const { shape } = def;
    return Object.fromEntries(
      Object.entries(value).map(([field, inner]) => {
        const schema = shape[field];
        return [field, schema ? mapReferences(schema, inner, visit, [...path, field]) : inner];
      }),
    );
  }
  const referent = typeof value === 'string' ? getReferenceTarget(schema) : undefined;
  return referent === undefined ? value : visit(value as string, referent, path);
}

/** Returns the target of a reference schema; undefined for other schemas. */
export const getReferenceTarget = (schema: ZodSchema): ReferenceTarget | undefined =>
  (schema as z.ZodType).meta?.()?.refersTo as ReferenceTarget | undefined;

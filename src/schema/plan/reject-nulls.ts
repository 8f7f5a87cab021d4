import { badInput } from '../../model/errors.ts';

const nullableArguments = new Set(['first', 'last', 'after', 'before', 'language', 'orderBy']);

/** Rejects a null inside a filter, which would widen the filter unnoticed. Omit a field to match everything. */
export function rejectNulls(args: Record<string, unknown>, field: string): void {
  for (const [name, value] of Object.entries(args))
    if (value !== null || !nullableArguments.has(name)) rejectNullsWithin(value, `${field}.${name}`);
}

function rejectNullsWithin(value: unknown, path: string): void {
  if (value === null) throw badInput(`"${path}" is null. Leave it out to match everything, or give a value.`, path);
  if (typeof value === 'object')
    for (const [name, inner] of Object.entries(value as object)) rejectNullsWithin(inner, `${path}.${name}`);
}

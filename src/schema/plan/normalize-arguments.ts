import type { GraphQLArgument } from 'graphql';
import { badInput } from '../../model/errors.ts';

/**
 * Returns the arguments of a field with each null replaced by the default, or omitted if there is none: clients such as
 * Relay send unset variables as null. Rejects a null inside an argument, which would widen a filter unnoticed.
 */
export function normalizeArguments<A extends object>(definitions: readonly GraphQLArgument[], args: A): A {
  const normalized: Record<string, unknown> = {};
  for (const { name, defaultValue } of definitions) {
    const value = (args as Record<string, unknown>)[name] ?? defaultValue;
    if (value === undefined || value === null) continue;
    rejectNulls(value, name);
    normalized[name] = value;
  }
  return normalized as A;
}

function rejectNulls(value: unknown, path: string): void {
  if (value === null) throw badInput(`"${path}" is null. Leave it out to match everything, or give a value.`, path);
  if (typeof value === 'object')
    for (const [name, inner] of Object.entries(value)) rejectNulls(inner, `${path}.${name}`);
}

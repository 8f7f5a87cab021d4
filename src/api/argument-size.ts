import { Kind, type ValueNode } from 'graphql';

export interface ArgumentSize {
  /** The number of object fields and list items. */
  count: number;
  /** The nesting depth of objects. */
  depth: number;
  /** The length of the longest string, in characters. */
  longestText: number;
}

/**
 * Measures an argument given as a literal, by variables, or both. Iterative, so that deep values
 * cannot overflow the call stack.
 */
export function measureArgument(value: ValueNode, variables: Readonly<Record<string, unknown>>): ArgumentSize {
  const size: ArgumentSize = { count: 0, depth: 0, longestText: 0 };
  const pending: { literal?: ValueNode; raw?: unknown; depth: number }[] = [{ literal: value, depth: 0 }];
  for (let part = pending.pop(); part; part = pending.pop()) {
    const { items, isObject, textLength } = part.literal
      ? inspectLiteral(part.literal, variables)
      : inspectRawValue(part.raw);
    const depth = part.depth + (isObject ? 1 : 0);
    size.count += items.length;
    size.longestText = Math.max(size.longestText, textLength);
    size.depth = Math.max(size.depth, depth);
    for (const item of items) pending.push({ ...item, depth });
  }
  return size;
}

interface ValueParts {
  items: { literal?: ValueNode; raw?: unknown }[];
  isObject: boolean;
  textLength: number;
}

const leafParts = (text: unknown): ValueParts => ({
  items: [],
  isObject: false,
  textLength: typeof text === 'string' ? text.length : 0,
});

function inspectLiteral(value: ValueNode, variables: Readonly<Record<string, unknown>>): ValueParts {
  if (value.kind === Kind.VARIABLE) return inspectRawValue(variables[value.name.value]);
  if (value.kind === Kind.LIST)
    return { items: value.values.map((literal) => ({ literal })), isObject: false, textLength: 0 };
  if (value.kind === Kind.OBJECT)
    return { items: value.fields.map((field) => ({ literal: field.value })), isObject: true, textLength: 0 };
  return leafParts('value' in value ? value.value : undefined);
}

function inspectRawValue(value: unknown): ValueParts {
  if (typeof value !== 'object' || value === null) return leafParts(value);
  return { items: Object.values(value).map((raw) => ({ raw })), isObject: !Array.isArray(value), textLength: 0 };
}

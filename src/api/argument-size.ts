import { type ValueNode, valueFromASTUntyped } from 'graphql';

interface ArgumentSize {
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
  const pending: { value: unknown; depth: number }[] = [{ value: valueFromASTUntyped(value, variables), depth: 0 }];
  for (let part = pending.pop(); part; part = pending.pop()) {
    if (typeof part.value === 'string') size.longestText = Math.max(size.longestText, part.value.length);
    if (typeof part.value !== 'object' || part.value === null) continue;
    const depth = part.depth + (Array.isArray(part.value) ? 0 : 1);
    const items = Object.values(part.value);
    size.count += items.length;
    size.depth = Math.max(size.depth, depth);
    for (const item of items) pending.push({ value: item, depth });
  }
  return size;
}

import { Kind, type ValueNode } from 'graphql';

export interface ArgumentSize {
  /** Fields of objects and items of lists. */
  count: number;
  /** Objects within objects. */
  depth: number;
  /** Characters of the longest text. */
  longestText: number;
}

/** How much an argument says, as a literal, in variables, or in both. It keeps its own stack: a value can be deeper than the machine's. */
export function measureArgument(value: ValueNode, variables: Readonly<Record<string, unknown>>): ArgumentSize {
  const size: ArgumentSize = { count: 0, depth: 0, longestText: 0 };
  const left: { literal?: ValueNode; raw?: unknown; depth: number }[] = [{ literal: value, depth: 0 }];
  for (let one = left.pop(); one; one = left.pop()) {
    const {
      items,
      isObject: object,
      textLength: text,
    } = one.literal ? inspectLiteral(one.literal, variables) : inspectRawValue(one.raw);
    const depth = one.depth + (object ? 1 : 0);
    size.count += items.length;
    size.longestText = Math.max(size.longestText, text);
    size.depth = Math.max(size.depth, depth);
    for (const item of items) left.push({ ...item, depth });
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

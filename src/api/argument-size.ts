import { Kind, type ValueNode } from 'graphql';

export interface Size {
  /** Fields of objects and items of lists. */
  count: number;
  /** Objects within objects. */
  depth: number;
  /** Characters of the longest text. */
  longest: number;
}

/** How much an argument says, as a literal, in variables, or in both. It keeps its own stack: a value can be deeper than the machine's. */
export function sizeOf(value: ValueNode, variables: Readonly<Record<string, unknown>>): Size {
  const size: Size = { count: 0, depth: 0, longest: 0 };
  const left: { literal?: ValueNode; raw?: unknown; depth: number }[] = [{ literal: value, depth: 0 }];
  for (let one = left.pop(); one; one = left.pop()) {
    const { items, object, text } = one.literal ? ofLiteral(one.literal, variables) : ofRaw(one.raw);
    const depth = one.depth + (object ? 1 : 0);
    size.count += items.length;
    size.longest = Math.max(size.longest, text);
    size.depth = Math.max(size.depth, depth);
    for (const item of items) left.push({ ...item, depth });
  }
  return size;
}

interface Parts {
  items: { literal?: ValueNode; raw?: unknown }[];
  object: boolean;
  text: number;
}

const leaf = (text: unknown): Parts => ({ items: [], object: false, text: typeof text === 'string' ? text.length : 0 });

function ofLiteral(value: ValueNode, variables: Readonly<Record<string, unknown>>): Parts {
  if (value.kind === Kind.VARIABLE) return ofRaw(variables[value.name.value]);
  if (value.kind === Kind.LIST) return { items: value.values.map((literal) => ({ literal })), object: false, text: 0 };
  if (value.kind === Kind.OBJECT)
    return { items: value.fields.map((field) => ({ literal: field.value })), object: true, text: 0 };
  return leaf('value' in value ? value.value : undefined);
}

function ofRaw(value: unknown): Parts {
  if (typeof value !== 'object' || value === null) return leaf(value);
  return { items: Object.values(value).map((raw) => ({ raw })), object: !Array.isArray(value), text: 0 };
}

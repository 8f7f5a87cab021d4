import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isLeafType,
  isListType,
  isNullableType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { defaultPage } from '../schema/plan/page.ts';

/** What a request may ask for at most. */
export interface Limits {
  /** Objects that the answer could hold, every page taken as full. */
  cost: number;
  /** Fields within fields. */
  depth: number;
  /** Fields given another name. */
  aliases: number;
  /** Words and signs of the document. */
  tokens: number;
  /** Bytes of the request's body. */
  bodyBytes: number;
}

export const defaultLimits: Limits = { cost: 50_000, depth: 16, aliases: 50, tokens: 4_000, bodyBytes: 256 * 1024 };

/** A list without pages is taken to hold so many. */
const listLength = 5;

export interface Measure {
  cost: number;
  depth: number;
  aliases: number;
}

/** Measures an operation before it runs. Each fragment is measured once for each type it stands on, so the work grows with the document, not with what it expands to. */
export function measure(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>>,
): Measure {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  const measured = new Map<SelectionSetNode, Measure>();

  const ofSet = (set: SelectionSetNode, type: GraphQLNamedType): Measure => {
    const kept = measured.get(set);
    if (kept) return kept;
    const total: Measure = { cost: 0, depth: 0, aliases: 0 };
    for (const selection of set.selections) {
      const part = selection.kind === Kind.FIELD ? ofField(selection, type) : ofFragment(selection, type);
      total.cost += part.cost;
      total.aliases += part.aliases;
      total.depth = Math.max(total.depth, part.depth);
    }
    measured.set(set, total);
    return total;
  };

  const ofFragment = (selection: Exclude<SelectionSetNode['selections'][number], FieldNode>, type: GraphQLNamedType): Measure => {
    const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
    if (!fragment) return { cost: 0, depth: 0, aliases: 0 };
    const condition = fragment.typeCondition && schema.getType(fragment.typeCondition.name.value);
    return ofSet(fragment.selectionSet, condition ?? type);
  };

  const ofField = (node: FieldNode, type: GraphQLNamedType): Measure => {
    const field = 'getFields' in type ? (type.getFields() as Record<string, { type: GraphQLOutputType }>)[node.name.value] : undefined;
    const aliases = node.alias ? 1 : 0;
    if (!field || !node.selectionSet) return { cost: 0, depth: 1, aliases };
    const named = getNamedType(field.type);
    const inner = ofSet(node.selectionSet, named);
    const many = times(node, field.type, type.name, variables);
    const own = isLeafType(named) || isPaging(named.name) ? 0 : 1;
    return { cost: many * (own + inner.cost), depth: 1 + inner.depth, aliases: aliases + inner.aliases };
  };

  const root = schema.getRootType(operation.operation);
  return root ? ofSet(operation.selectionSet, root) : { cost: 0, depth: 0, aliases: 0 };
}

const isPaging = (type: string): boolean => /(Connection|Edge)$|^PageInfo$/.test(type);

/** How many values the field stands for. A page counts once, on its connection; the lists inside it count no further. */
function times(node: FieldNode, type: GraphQLOutputType, parent: string, variables: Readonly<Record<string, unknown>>): number {
  if (getNamedType(type).name.endsWith('Connection')) return pageOf(node, variables) ?? defaultPage;
  if (parent.endsWith('Connection')) return 1;
  const inner = isNullableType(type) ? type : type.ofType;
  return isListType(inner) ? (pageOf(node, variables) ?? listLength) : 1;
}

function pageOf(node: FieldNode, variables: Readonly<Record<string, unknown>>): number | undefined {
  for (const { name, value } of node.arguments ?? []) {
    if (name.value !== 'first' && name.value !== 'last') continue;
    const given = value.kind === Kind.VARIABLE ? variables[value.name.value] : value.kind === Kind.INT ? Number(value.value) : undefined;
    if (typeof given === 'number') return Math.max(0, given);
  }
  return undefined;
}

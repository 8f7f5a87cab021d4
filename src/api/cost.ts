import {
  type ArgumentNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isLeafType,
  isListType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql';
import { defaultPageSize, maxPageSize } from '../schema/plan/compile-page.ts';
import { measureArgument } from './argument-size.ts';

/** A list without pages is taken to hold so many. */
const assumedListLength = 5;

export interface OperationMetrics {
  cost: number;
  depth: number;
  aliases: number;
  fields: number;
  values: number;
  valueDepth: number;
  longestText: number;
}

type Variables = Readonly<Record<string, unknown>>;

/**
 * Measures an operation before it runs, from what it selects once fields of one name are merged, as they are when it runs.
 * It stops where there are more fields than `mostFields`: fragments can double at every level.
 */
export function measureOperation(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  given: Variables,
  mostFields: number,
): OperationMetrics {
  const variables = withVariableDefaults(operation, given);
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  const total: OperationMetrics = {
    cost: 0,
    depth: 0,
    aliases: 0,
    fields: 0,
    values: 0,
    valueDepth: 0,
    longestText: 0,
  };

  /** Fields by type and name in the answer; what is asked of several types counts for each. */
  const collect = (sets: readonly SelectionSetNode[], type: GraphQLNamedType) => {
    const found = new Map<string, { type: GraphQLNamedType; nodes: FieldNode[] }>();
    const seen = new Set<string>();
    const visit = (set: SelectionSetNode, on: GraphQLNamedType): void => {
      for (const selection of set.selections) {
        if (selection.kind === Kind.FIELD) {
          const key = `${on.name}.${(selection.alias ?? selection.name).value}`;
          const same = found.get(key);
          if (same) same.nodes.push(selection);
          else found.set(key, { type: on, nodes: [selection] });
          continue;
        }
        const spread = selection.kind === Kind.FRAGMENT_SPREAD ? selection.name.value : undefined;
        if (spread !== undefined && seen.has(spread)) continue;
        if (spread !== undefined) seen.add(spread);
        const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
        const condition = fragment?.typeCondition && schema.getType(fragment.typeCondition.name.value);
        if (fragment) visit(fragment.selectionSet, condition ?? on);
      }
    };
    for (const set of sets) visit(set, type);
    return found.values();
  };

  /** The cost of what is selected on one value of `type`. */
  const ofSets = (sets: readonly SelectionSetNode[], type: GraphQLNamedType, depth: number): number => {
    let cost = 0;
    for (const { type: on, nodes } of collect(sets, type)) {
      if (total.fields > mostFields) return cost;
      cost += ofField(nodes, on, depth + 1);
    }
    return cost;
  };

  const ofField = (nodes: readonly FieldNode[], on: GraphQLNamedType, depth: number): number => {
    const [node] = nodes;
    if (!node) return 0;
    total.fields++;
    total.depth = Math.max(total.depth, depth);
    if (node.alias) total.aliases++;
    for (const { value } of node.arguments ?? []) {
      const { count, depth: valueDepth, longestText: longest } = measureArgument(value, variables);
      total.values += count;
      total.valueDepth = Math.max(total.valueDepth, valueDepth);
      total.longestText = Math.max(total.longestText, longest);
    }
    const field =
      'getFields' in on ? (on.getFields() as Record<string, { type: GraphQLOutputType }>)[node.name.value] : undefined;
    const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
    if (!field || sets.length === 0) return 0;
    const named = getNamedType(field.type);
    const inner = ofSets(sets, named, depth);
    if (named.name.endsWith('Connection')) return 1 + getPageSize(node, variables) * inner;
    const own = isLeafType(named) || isPagingType(named.name) ? 0 : 1;
    // A page counts once, on its connection; the lists inside it count no further.
    return (on.name.endsWith('Connection') ? 1 : estimateItemCount(node, field.type, variables)) * (own + inner);
  };

  const root = schema.getRootType(operation.operation);
  if (root) total.cost = Math.min(ofSets([operation.selectionSet], root, 0), Number.MAX_SAFE_INTEGER);
  return total;
}

const withVariableDefaults = ({ variableDefinitions }: OperationDefinitionNode, given: Variables): Variables => ({
  ...Object.fromEntries(
    (variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
      defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)]] : [],
    ),
  ),
  ...given,
});

const isPagingType = (type: string): boolean => /Edge$|^PageInfo$/.test(type);

/** The size of the page asked for. One that is too large is refused by itself when it runs. */
function getPageSize(node: FieldNode, variables: Variables): number {
  const given = readArgument(node, 'first', variables) ?? readArgument(node, 'last', variables);
  return typeof given === 'number' ? Math.min(Math.max(0, given), maxPageSize) : defaultPageSize;
}

function estimateItemCount(node: FieldNode, type: GraphQLOutputType, variables: Variables): number {
  if (!isListType(getNullableType(type))) return 1;
  const ids = readArgument(node, 'ids', variables);
  const first = readArgument(node, 'first', variables);
  if (Array.isArray(ids)) return ids.length;
  return typeof first === 'number' ? Math.max(0, first) : assumedListLength;
}

function readArgument(node: FieldNode, name: string, variables: Variables): unknown {
  const found: ArgumentNode | undefined = node.arguments?.find((one) => one.name.value === name);
  return found && valueFromASTUntyped(found.value, variables as never);
}

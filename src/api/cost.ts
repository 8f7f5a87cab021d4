import {
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
import { estimateIntrospection } from './introspection-size.ts';

/** The assumed length of a list without pagination. */
const assumedListLength = 5;

/** The introspection query of common tools has about 100,000 values. */
export const maxIntrospectionValues = 500_000;

export interface OperationMetrics {
  cost: number;
  depth: number;
  aliasCount: number;
  fieldCount: number;
  argumentValueCount: number;
  argumentDepth: number;
  longestText: number;
  /** The estimated number of values in introspections of the schema. */
  introspectionValues: number;
}

type Variables = Readonly<Record<string, unknown>>;

/**
 * Measures an operation before it runs. Merges fields of the same response key, as execution does.
 * Stops after `maxFields` fields, because fragments can double the count at every level.
 */
export function measureOperation(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  requestVariables: Variables,
  maxFields: number,
): OperationMetrics {
  const variables = withVariableDefaults(operation, requestVariables);
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  const metrics: OperationMetrics = {
    cost: 0,
    depth: 0,
    aliasCount: 0,
    fieldCount: 0,
    argumentValueCount: 0,
    argumentDepth: 0,
    longestText: 0,
    introspectionValues: 0,
  };

  /** Groups fields by type and response key. A field selected on several types counts once for each. */
  const groupFieldsByKey = (sets: readonly SelectionSetNode[], type: GraphQLNamedType) => {
    const groups = new Map<string, { type: GraphQLNamedType; nodes: FieldNode[] }>();
    const visitedFragments = new Set<string>();
    const visit = (set: SelectionSetNode, parentType: GraphQLNamedType): void => {
      for (const selection of set.selections) {
        if (selection.kind === Kind.FIELD) {
          const key = `${parentType.name}.${(selection.alias ?? selection.name).value}`;
          const group = groups.get(key);
          if (group) group.nodes.push(selection);
          else groups.set(key, { type: parentType, nodes: [selection] });
          continue;
        }
        const spread = selection.kind === Kind.FRAGMENT_SPREAD ? selection.name.value : undefined;
        if (spread !== undefined && visitedFragments.has(spread)) continue;
        if (spread !== undefined) visitedFragments.add(spread);
        const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
        const condition = fragment?.typeCondition && schema.getType(fragment.typeCondition.name.value);
        if (fragment) visit(fragment.selectionSet, condition ?? parentType);
      }
    };
    for (const set of sets) visit(set, type);
    return groups.values();
  };

  /** Returns the cost of the selections on one value of `type`. */
  const measureSets = (sets: readonly SelectionSetNode[], type: GraphQLNamedType, depth: number): number => {
    let cost = 0;
    for (const { type: parentType, nodes } of groupFieldsByKey(sets, type)) {
      if (metrics.fieldCount > maxFields) return cost;
      cost += measureField(nodes, parentType, depth + 1);
    }
    return cost;
  };

  const measureField = (nodes: readonly FieldNode[], parentType: GraphQLNamedType, depth: number): number => {
    const [node] = nodes;
    if (!node) return 0;
    metrics.fieldCount++;
    metrics.depth = Math.max(metrics.depth, depth);
    if (node.alias) metrics.aliasCount++;
    for (const { value } of node.arguments ?? []) {
      const size = measureArgument(value, variables);
      metrics.argumentValueCount += size.count;
      metrics.argumentDepth = Math.max(metrics.argumentDepth, size.depth);
      metrics.longestText = Math.max(metrics.longestText, size.longestText);
    }
    const field =
      'getFields' in parentType
        ? (parentType.getFields() as Record<string, { type: GraphQLOutputType }>)[node.name.value]
        : undefined;
    const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
    if (node.name.value === '__schema' || node.name.value === '__type')
      metrics.introspectionValues += estimateIntrospection(schema, sets, fragments, maxIntrospectionValues);
    if (!field || sets.length === 0) return 0;
    const type = getNamedType(field.type);
    const nestedCost = measureSets(sets, type, depth);
    if (type.name.endsWith('Connection')) return 1 + getPageSize(node, variables) * nestedCost;
    const itemCost = isLeafType(type) || isPagingType(type.name) ? 0 : 1;
    // The page size is applied once, on the connection, and not again on the lists inside it.
    return (
      (parentType.name.endsWith('Connection') ? 1 : estimateItemCount(node, field.type, variables)) *
      (itemCost + nestedCost)
    );
  };

  const root = schema.getRootType(operation.operation);
  if (root) metrics.cost = Math.min(measureSets([operation.selectionSet], root, 0), Number.MAX_SAFE_INTEGER);
  return metrics;
}

const withVariableDefaults = ({ variableDefinitions }: OperationDefinitionNode, variables: Variables): Variables => ({
  ...Object.fromEntries(
    (variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
      defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)]] : [],
    ),
  ),
  ...variables,
});

const isPagingType = (type: string): boolean => /Edge$|^PageInfo$/.test(type);

/** Returns the requested page size, clamped to the valid range. Execution rejects an invalid one. */
function getPageSize(node: FieldNode, variables: Variables): number {
  const size = readArgument(node, 'first', variables) ?? readArgument(node, 'last', variables);
  return typeof size === 'number' ? Math.min(Math.max(0, size), maxPageSize) : defaultPageSize;
}

function estimateItemCount(node: FieldNode, type: GraphQLOutputType, variables: Variables): number {
  if (!isListType(getNullableType(type))) return 1;
  const ids = readArgument(node, 'ids', variables);
  const first = readArgument(node, 'first', variables);
  if (Array.isArray(ids)) return ids.length;
  return typeof first === 'number' ? Math.max(0, first) : assumedListLength;
}

function readArgument(node: FieldNode, name: string, variables: Variables): unknown {
  const argument = node.arguments?.find((candidate) => candidate.name.value === name);
  return argument && valueFromASTUntyped(argument.value, variables);
}

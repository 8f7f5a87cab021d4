import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  GraphQLIncludeDirective,
  type GraphQLResolveInfo,
  GraphQLSkipDirective,
  getDirectiveValues,
  isAbstractType,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** The fields asked for by response key; several nodes of one key merge. */
export type Selection = Map<string, FieldNode[]>;

type OperationInfo = Pick<GraphQLResolveInfo, 'schema' | 'fragments' | 'variableValues'>;

/**
 * The fields that `nodes` select on a value of `type`. On an abstract type: those asked of every value, whatever its type is;
 * what a fragment asks of some types only is left to their own call.
 */
export function collectFields(
  request: OperationInfo,
  type: GraphQLCompositeType,
  nodes: readonly FieldNode[],
): Selection {
  const selection: Selection = new Map();
  const seen = new Set<FragmentDefinitionNode>();
  const visit = (set: SelectionSetNode): void => {
    for (const node of set.selections) {
      if (!isIncluded(request, node)) continue;
      if (node.kind === 'Field') {
        const key = node.alias?.value ?? node.name.value;
        selection.set(key, [...(selection.get(key) ?? []), node]);
        continue;
      }
      const fragment = node.kind === 'FragmentSpread' ? request.fragments[node.name.value] : node;
      if (!fragment || (fragment.kind === 'FragmentDefinition' && seen.has(fragment))) continue;
      if (fragment.kind === 'FragmentDefinition') seen.add(fragment);
      if (matchesTypeCondition(request, type, fragment.typeCondition?.name.value)) visit(fragment.selectionSet);
    }
  };
  for (const node of nodes) if (node.selectionSet) visit(node.selectionSet);
  return selection;
}

function matchesTypeCondition(
  { schema }: OperationInfo,
  type: GraphQLCompositeType,
  condition: string | undefined,
): boolean {
  if (!condition || condition === type.name) return true;
  const named = schema.getType(condition);
  if (!named || !isAbstractType(named)) return false;
  return isAbstractType(type)
    ? schema.getPossibleTypes(type).every((possible) => schema.isSubType(named, possible))
    : schema.isSubType(named, type);
}

function isIncluded({ variableValues }: OperationInfo, node: SelectionNode): boolean {
  if (!node.directives?.length) return true;
  return (
    getDirectiveValues(GraphQLSkipDirective, node, variableValues)?.if !== true &&
    getDirectiveValues(GraphQLIncludeDirective, node, variableValues)?.if !== false
  );
}

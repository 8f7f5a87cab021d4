import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  GraphQLIncludeDirective,
  type GraphQLResolveInfo,
  GraphQLSkipDirective,
  getDirectiveValues,
  isAbstractType,
  isUnionType,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/** The selected fields by response key. Nodes with the same key are merged. */
export type Selection = Map<string, FieldNode[]>;

/** The part of an operation that selections depend on. */
export type OperationInfo = Pick<GraphQLResolveInfo, 'schema' | 'fragments' | 'variableValues'>;

/**
 * Returns the fields that `nodes` select on a value of `type`. For an abstract type, these are the
 * fields that are selected on every possible type; a call for each concrete type returns the others.
 */
export function collectFields(info: OperationInfo, type: GraphQLCompositeType, nodes: readonly FieldNode[]): Selection {
  const selection: Selection = new Map();
  const seen = new Set<FragmentDefinitionNode>();
  const visit = (set: SelectionSetNode): void => {
    for (const node of set.selections) {
      if (!isIncluded(info, node)) continue;
      if (node.kind === 'Field') {
        const key = node.alias?.value ?? node.name.value;
        selection.set(key, [...(selection.get(key) ?? []), node]);
        continue;
      }
      const fragment = node.kind === 'FragmentSpread' ? info.fragments[node.name.value] : node;
      if (!fragment || (fragment.kind === 'FragmentDefinition' && seen.has(fragment))) continue;
      if (fragment.kind === 'FragmentDefinition') seen.add(fragment);
      if (matchesTypeCondition(info, type, fragment.typeCondition?.name.value)) visit(fragment.selectionSet);
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
  const conditionType = schema.getType(condition);
  if (!conditionType || !isAbstractType(conditionType)) return false;
  // An interface lacks the fields of one that it does not implement, even if all its types implement that too.
  return isUnionType(type)
    ? schema.getPossibleTypes(type).every((possible) => schema.isSubType(conditionType, possible))
    : schema.isSubType(conditionType, type);
}

function isIncluded({ variableValues }: OperationInfo, node: SelectionNode): boolean {
  if (!node.directives?.length) return true;
  return (
    getDirectiveValues(GraphQLSkipDirective, node, variableValues)?.if !== true &&
    getDirectiveValues(GraphQLIncludeDirective, node, variableValues)?.if !== false
  );
}

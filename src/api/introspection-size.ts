import {
  type FragmentDefinitionNode,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';

type ListLengths = Readonly<Record<string, number>>;

/**
 * Estimates the number of values in an introspection of the schema: each list counts with its average length. Stops when
 * the number exceeds `maximum`, because fragments can double it at every level.
 */
export function estimateIntrospection(
  schema: GraphQLSchema,
  sets: readonly SelectionSetNode[],
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  maximum: number,
): number {
  const lengths = getListLengths(schema);
  let total = 0;
  const visit = (set: SelectionSetNode, objects: number): void => {
    for (const selection of set.selections) {
      if (total > maximum) return;
      if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = fragments.get(selection.name.value);
        if (fragment) visit(fragment.selectionSet, objects);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) visit(selection.selectionSet, objects);
      else {
        total += objects;
        if (selection.selectionSet) visit(selection.selectionSet, objects * (lengths[selection.name.value] ?? 1));
      }
    }
  };
  for (const set of sets) visit(set, 1);
  return total;
}

const cachedLengths = new WeakMap<GraphQLSchema, ListLengths>();

function getListLengths(schema: GraphQLSchema): ListLengths {
  const cached = cachedLengths.get(schema);
  if (cached) return cached;
  const types = Object.values(schema.getTypeMap());
  const withFields = types.filter((type) => isObjectType(type) || isInterfaceType(type));
  const fields = withFields.flatMap((type) => Object.values(type.getFields()));
  const lengths = {
    types: types.length,
    directives: schema.getDirectives().length,
    fields: average(types, (type) =>
      isObjectType(type) || isInterfaceType(type) ? Object.keys(type.getFields()).length : 0,
    ),
    inputFields: average(types, (type) => (isInputObjectType(type) ? Object.keys(type.getFields()).length : 0)),
    enumValues: average(types, (type) => (isEnumType(type) ? type.getValues().length : 0)),
    interfaces: average(withFields, (type) => type.getInterfaces().length),
    possibleTypes: average(types, (type) => (isInterfaceType(type) ? schema.getPossibleTypes(type).length : 0)),
    args: average(fields, ({ args }) => args.length),
  };
  cachedLengths.set(schema, lengths);
  return lengths;
}

/** The average, rounded up, so that no list counts as empty. */
const average = <T>(items: readonly T[], count: (item: T) => number): number =>
  Math.max(1, Math.ceil(items.reduce((sum, item) => sum + count(item), 0) / Math.max(1, items.length)));

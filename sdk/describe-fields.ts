import {
  type ArgumentNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedOutputType,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { parseSync } from 'oxc-parser';

/** The part of an oxc syntax tree node that this module reads. */
interface AstNode {
  readonly type: string;
  readonly start: number;
  readonly [more: string]: unknown;
}

/** What a type literal is the result of: selections on a type. */
interface Selected {
  readonly sets: readonly SelectionSetNode[];
  readonly type: GraphQLNamedType;
}
interface SelectedField {
  readonly node: FieldNode;
  readonly condition: GraphQLNamedType;
}

const typenameDescription = 'The name of the type of the object.';
/** Descriptions of variables whose arguments have none, because every list has them, and of those that no argument takes. */
const variableDescriptions: Readonly<Record<string, string>> = {
  code: 'The code.',
  first: 'The number of items from the start of the list, or after the cursor `after`: 0 to 100. Defaults to 20.',
  after: 'Returns items after this cursor.',
  last: 'The number of items from the end of the list, or before the cursor `before`: 0 to 100.',
  before: 'Returns items before this cursor.',
  totalCount: 'Whether to count the matches on all pages. Defaults to false.',
};

/**
 * Adds the descriptions of the schema to the fields of result types, and to variables. Codegen's plugin describes only
 * types and inputs, so the comments are inserted into its output, where the selections and the types are walked together.
 */
export function describeFields(
  schema: GraphQLSchema,
  files: readonly { readonly document?: DocumentNode }[],
  content: string,
): string {
  const definitions = files.flatMap(({ document }) => document?.definitions ?? []);
  const operations = definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
  const fragments = new Map(
    definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION).map((node) => [node.name.value, node]),
  );
  const selections = collectSelections(schema, operations, fragments);
  const variables = new Map(
    operations.map((operation) => [`${operation.name?.value}Variables`, describeVariables(schema, operation)]),
  );
  const insertions: { readonly position: number; readonly description: string }[] = [];

  const describeResult = (node: AstNode, selected: Selected): void => {
    if (node.type !== 'TSTypeLiteral') {
      for (const child of getChildTypes(node)) describeResult(child, selected);
      return;
    }
    const members = node.members as readonly AstNode[];
    const type = schema.getType(findTypename(members) ?? '') ?? selected.type;
    for (const member of members) {
      const name = getMemberName(member);
      const fields = findFields(schema, fragments, { ...selected, type }, name);
      const { description, resultType } = resolveField(fields, type, name);
      insertions.push({ position: member.start, description });
      const sets = fields.flatMap((field) => field.node.selectionSet ?? []);
      if (resultType && sets.length > 0) describeResult(getMemberType(member), { sets, type: resultType });
    }
  };
  const describeVariablesType = (node: AstNode, descriptions: ReadonlyMap<string, string>): void => {
    if (node.type !== 'TSTypeLiteral') {
      for (const child of getChildTypes(node)) describeVariablesType(child, descriptions);
      return;
    }
    for (const member of node.members as readonly AstNode[]) {
      const description = descriptions.get(getMemberName(member));
      if (description !== undefined) insertions.push({ position: member.start, description });
    }
  };

  for (const statement of parseSync('types.ts', content).program.body as unknown as readonly AstNode[]) {
    const declaration = (statement.declaration ?? statement) as AstNode;
    if (declaration.type !== 'TSTypeAliasDeclaration') continue;
    const { name } = declaration.id as { name: string };
    const selected = selections.get(name);
    const declaredVariables = variables.get(name);
    if (selected) describeResult(declaration.typeAnnotation as AstNode, selected);
    else if (declaredVariables) describeVariablesType(declaration.typeAnnotation as AstNode, declaredVariables);
  }
  return insertComments(content, insertions);
}

/** The selections of each type that codegen writes: a fragment on an abstract type becomes one type per object type. */
function collectSelections(
  schema: GraphQLSchema,
  operations: readonly OperationDefinitionNode[],
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): Map<string, Selected> {
  const selections = new Map<string, Selected>();
  for (const { name, operation, selectionSet } of operations) {
    const type = schema.getRootType(operation);
    if (name && type) selections.set(name.value, { sets: [selectionSet], type });
  }
  for (const [name, { typeCondition, selectionSet }] of fragments) {
    const type = schema.getType(typeCondition.name.value);
    if (!type) continue;
    selections.set(name, { sets: [selectionSet], type });
    if (!isAbstractType(type)) continue;
    for (const possible of schema.getPossibleTypes(type))
      selections.set(`${name}_${possible.name}`, { sets: [selectionSet], type: possible });
  }
  return selections;
}

/** Returns the fields with a response key, through fragments, that apply to the type. */
function findFields(
  schema: GraphQLSchema,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  { sets, type }: Selected,
  responseKey: string,
): SelectedField[] {
  const find = (set: SelectionSetNode, condition: GraphQLNamedType): SelectedField[] =>
    set.selections.flatMap((selection) => {
      if (selection.kind === Kind.FIELD)
        return (selection.alias ?? selection.name).value === responseKey ? [{ node: selection, condition }] : [];
      const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value);
      const narrowed = schema.getType(fragment?.typeCondition?.name.value ?? '') ?? condition;
      const applies =
        narrowed === type ||
        isAbstractType(type) ||
        (isAbstractType(narrowed) && isObjectType(type) && schema.isSubType(narrowed, type));
      return fragment && applies ? find(fragment.selectionSet, narrowed) : [];
    });
  return sets.flatMap((set) => find(set, type));
}

/** Returns the description of a field of the type, and the named type of its value. */
function resolveField(
  fields: readonly SelectedField[],
  type: GraphQLNamedType,
  responseKey: string,
): { description: string; resultType?: GraphQLNamedOutputType } {
  for (const { node, condition } of fields) {
    const name = node.name.value;
    if (name === '__typename') return { description: typenameDescription };
    for (const candidate of [type, condition]) {
      const field = isObjectType(candidate) || isInterfaceType(candidate) ? candidate.getFields()[name] : undefined;
      if (field?.description) return { description: field.description, resultType: getNamedType(field.type) };
    }
  }
  throw new Error(`The field ${responseKey} of ${type.name} has no description in the schema.`);
}

/** The descriptions of the arguments to which an operation passes its variables. */
function describeVariables(schema: GraphQLSchema, operation: OperationDefinitionNode): Map<string, string> {
  const typeInfo = new TypeInfo(schema);
  const descriptions = new Map(
    (operation.variableDefinitions ?? []).flatMap(({ variable: { name } }): [string, string][] => {
      const description = variableDescriptions[name.value];
      return description === undefined ? [] : [[name.value, description]];
    }),
  );
  visit(
    operation,
    visitWithTypeInfo(typeInfo, {
      Argument({ value }: ArgumentNode) {
        const description = typeInfo.getArgument()?.description;
        if (value.kind === Kind.VARIABLE && description && typeInfo.getDirective() == null)
          descriptions.set(value.name.value, description);
      },
    }),
  );
  return descriptions;
}

/** The types that a type is composed of: members of a union or an intersection, or arguments. */
function getChildTypes(node: AstNode): readonly AstNode[] {
  if (node.type === 'TSParenthesizedType') return [node.typeAnnotation as AstNode];
  if (node.type === 'TSTypeReference') return ((node.typeArguments as AstNode | null)?.params ?? []) as AstNode[];
  return (node.types ?? []) as readonly AstNode[];
}

const getMemberName = ({ key }: AstNode): string => (key as { name: string }).name;
const getMemberType = ({ typeAnnotation }: AstNode): AstNode => (typeAnnotation as AstNode).typeAnnotation as AstNode;

/** The object type that a literal describes, if it has the field `__typename`. */
function findTypename(members: readonly AstNode[]): string | undefined {
  const member = members.find((candidate) => getMemberName(candidate) === '__typename');
  const literal = member && (getMemberType(member).literal as { value?: unknown } | undefined);
  return typeof literal?.value === 'string' ? literal.value : undefined;
}

/** Inserts each description as a comment on a line of its own. oxc counts UTF-16 code units, like JavaScript. */
function insertComments(
  content: string,
  insertions: readonly { readonly position: number; readonly description: string }[],
): string {
  let result = '';
  let end = 0;
  for (const { position, description } of insertions.toSorted((left, right) => left.position - right.position)) {
    const text = description.replaceAll(/\s+/g, ' ').replaceAll('*/', '*\\/');
    result += `${content.slice(end, position).trimEnd()}\n  /** ${text} */\n  `;
    end = position;
  }
  return result + content.slice(end);
}

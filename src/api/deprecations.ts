import {
  type DocumentNode,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInputType,
  type OperationDefinitionNode,
  separateOperations,
  TypeInfo,
  typeFromAST,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { isObject } from './preview-value.ts';

/** A part of the schema that is deprecated, by its coordinate, and what to use in its place. */
export interface Deprecation {
  readonly coordinate: string;
  readonly reason: string;
}
type Variables = Readonly<Record<string, unknown>>;

/** Anything of the schema that may be deprecated: its text is its coordinate. */
interface SchemaElement {
  readonly deprecationReason?: string | null | undefined;
  toString(): string;
}

/**
 * What an operation uses that is deprecated: found once for its text; what stands in variables, with each request, where a variable can hold
 * such a thing at all.
 */
export function compileDeprecationFinder(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): (variables: Variables) => readonly Deprecation[] {
  const written = new Map<string, Deprecation>();
  const note = createCollector(written);
  const info = new TypeInfo(schema);
  const own = separateOperations(document)[operation.name?.value ?? ''] ?? document;
  visit(
    own,
    visitWithTypeInfo(info, {
      Field: () => note(info.getFieldDef()),
      Argument: () => note(info.getArgument()),
      ObjectField({ name }) {
        const type = getNamedType(info.getParentInputType());
        if (isInputObjectType(type)) note(type.getFields()[name.value]);
      },
      EnumValue: () => note(info.getEnumValue()),
    }),
  );
  const constant = [...written.values()];
  const open = (operation.variableDefinitions ?? []).flatMap(({ variable, type }): [string, GraphQLInputType][] => {
    const declared = typeFromAST(schema, type);
    return isInputType(declared) && canContainDeprecated(getNamedType(declared), new Set())
      ? [[variable.name.value, declared]]
      : [];
  });
  if (open.length === 0) return () => constant;
  return (variables) => {
    const found = new Map(written);
    for (const [name, type] of open) collectFromValue(getNamedType(type), variables[name], createCollector(found));
    return [...found.values()];
  };
}

const createCollector =
  (found: Map<string, Deprecation>) =>
  (part: SchemaElement | null | undefined): void => {
    if (part?.deprecationReason != null)
      found.set(String(part), { coordinate: String(part), reason: part.deprecationReason });
  };

/** Whether a value of the type can use anything that is deprecated. */
function canContainDeprecated(type: GraphQLNamedType, seen: Set<GraphQLNamedType>): boolean {
  if (seen.has(type)) return false;
  seen.add(type);
  if (isEnumType(type)) return type.getValues().some((value) => value.deprecationReason != null);
  if (!isInputObjectType(type)) return false;
  return Object.values(type.getFields()).some(
    (field) => field.deprecationReason != null || canContainDeprecated(getNamedType(field.type), seen),
  );
}

function collectFromValue(
  type: GraphQLNamedType,
  value: unknown,
  note: (part: SchemaElement | null | undefined) => void,
): void {
  if (Array.isArray(value)) {
    for (const item of value) collectFromValue(type, item, note);
  } else if (isEnumType(type)) {
    if (typeof value === 'string') note(type.getValue(value));
  } else if (isInputObjectType(type) && isObject(value)) {
    for (const [name, inner] of Object.entries(value)) {
      const field = type.getFields()[name];
      note(field);
      if (field) collectFromValue(getNamedType(field.type), inner, note);
    }
  }
}

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
import { isObject } from '../model/is-object.ts';

/** A deprecated schema element: its schema coordinate, and the reason with the replacement. */
export interface Deprecation {
  readonly coordinate: string;
  readonly reason: string;
}
type Variables = Readonly<Record<string, unknown>>;

/** A schema element that may be deprecated. `toString()` returns its schema coordinate. */
interface SchemaElement {
  readonly deprecationReason?: string | null | undefined;
  toString(): string;
}

/**
 * Returns a function that lists the deprecated elements used by an operation. The document is inspected once;
 * variables are inspected per request, and only those whose type contains deprecated elements.
 */
export function compileDeprecationFinder(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): (variables: Variables) => readonly Deprecation[] {
  const inDocument = new Map<string, Deprecation>();
  const collect = createCollector(inDocument);
  const info = new TypeInfo(schema);
  const operationDocument = separateOperations(document)[operation.name?.value ?? ''] ?? document;
  visit(
    operationDocument,
    visitWithTypeInfo(info, {
      Field: () => collect(info.getFieldDef()),
      Argument: () => collect(info.getArgument()),
      ObjectField({ name }) {
        const type = getNamedType(info.getParentInputType());
        if (isInputObjectType(type)) collect(type.getFields()[name.value]);
      },
      EnumValue: () => collect(info.getEnumValue()),
    }),
  );
  const documentDeprecations = [...inDocument.values()];
  const variablesToInspect = (operation.variableDefinitions ?? []).flatMap(
    ({ variable, type }): [string, GraphQLInputType][] => {
      const declared = typeFromAST(schema, type);
      return isInputType(declared) && canContainDeprecated(getNamedType(declared), new Set())
        ? [[variable.name.value, declared]]
        : [];
    },
  );
  if (variablesToInspect.length === 0) return () => documentDeprecations;
  return (variables) => {
    const deprecations = new Map(inDocument);
    for (const [name, type] of variablesToInspect)
      collectFromValue(getNamedType(type), variables[name], createCollector(deprecations));
    return [...deprecations.values()];
  };
}

const createCollector =
  (deprecations: Map<string, Deprecation>) =>
  (element: SchemaElement | null | undefined): void => {
    if (element?.deprecationReason != null)
      deprecations.set(String(element), { coordinate: String(element), reason: element.deprecationReason });
  };

/** Returns whether a value of the type can contain deprecated elements. */
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
  collect: (element: SchemaElement | null | undefined) => void,
): void {
  if (Array.isArray(value)) {
    for (const item of value) collectFromValue(type, item, collect);
  } else if (isEnumType(type)) {
    if (typeof value === 'string') collect(type.getValue(value));
  } else if (isInputObjectType(type) && isObject(value)) {
    for (const [name, inner] of Object.entries(value)) {
      const field = type.getFields()[name];
      collect(field);
      if (field) collectFromValue(getNamedType(field.type), inner, collect);
    }
  }
}

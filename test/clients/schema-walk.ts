import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  buildSchema,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';

export const schemaText = readFileSync(join(import.meta.dirname, '../../schema.graphql'), 'utf8');
export const schema = buildSchema(schemaText);

type Field = GraphQLField<unknown, unknown>;

export const queryFields = (): Field[] => Object.values(schema.getQueryType()?.getFields() ?? {});

/** The object types that `node` returns. */
export const nodeTypes = (): readonly GraphQLObjectType[] => {
  const node = schema.getType('Node');
  if (!isInterfaceType(node)) throw new Error('The schema has no interface Node.');
  return schema.getPossibleTypes(node);
};

/** The root field that lists the objects of a type, if there is one. */
export const findListField = (type: GraphQLObjectType): Field | undefined =>
  queryFields().find((field) => {
    const connection = getNamedType(field.type);
    if (!isObjectType(connection) || !connection.name.endsWith('Connection')) return false;
    if (field.args.some(isRequiredArgument)) return false;
    const nodes = connection.getFields().nodes;
    return nodes !== undefined && getNamedType(nodes.type) === type;
  });

/** Selects what has no arguments: leaves, and the objects in `nodes` and `pageInfo` of a connection. */
export function selectLeaves(output: GraphQLOutputType, depth = 2): string {
  const type = getNamedType(output);
  if (!isCompositeType(type)) return '';
  if (!isObjectType(type) && !isInterfaceType(type)) return '{ __typename }';
  const parts = Object.values(type.getFields()).flatMap((field) => {
    if (field.args.length > 0 || field.deprecationReason != null) return [];
    if (isLeafType(getNamedType(field.type))) return field.name;
    return depth > 1 && ['nodes', 'pageInfo'].includes(field.name)
      ? `${field.name} ${selectLeaves(field.type, depth - 1)}`
      : [];
  });
  return `{ ${['__typename', ...parts].join(' ')} }`;
}

/**
 * A document that reads a former version of an entry as clients do: with its id if it has one, and with the names of
 * types.
 */
export function buildPastVersionDocument(): string {
  const entry = queryFields().find(({ name }) => name === 'entry');
  const type = entry && getNamedType(entry.type);
  const id = isInterfaceType(type) && type.getFields().id ? 'id' : '';
  return `{ entry(key: "kz2023:V2", asKnownAt: "2023-11-01T12:00:00Z") { __typename ${id} summary } }`;
}

export const optionalArguments = ({ args }: Field): GraphQLArgument[] => args.filter((arg) => !isRequiredArgument(arg));

/** Values of required arguments, for any field that has one of this name. */
const sampleArguments: Record<string, string> = {
  code: '"KZ"',
  key: '"kz2023:V2"',
  id: '"unknown"',
  ids: '[]',
  name: '"Kazakhstan"',
  text: '"vassal"',
};

/** The required arguments of a field as literals. */
export function printRequiredArguments({ args, name }: Field): string[] {
  return args.filter(isRequiredArgument).map((arg) => {
    const literal = sampleArguments[arg.name] ?? printFirstEnumValue(arg);
    if (literal === undefined) throw new Error(`Add a value of ${name}(${arg.name}:) to sampleArguments.`);
    return `${arg.name}: ${literal}`;
  });
}

function printFirstEnumValue({ type }: GraphQLArgument): string | undefined {
  const named = getNamedType(type);
  const [value] = 'getValues' in named ? named.getValues() : [];
  const isList = isListType(isNonNullType(type) ? type.ofType : type);
  return value && (isList ? `[${value.name}]` : value.name);
}

import { readFileSync } from 'node:fs';
import {
  buildSchema,
  type GraphQLFieldConfig,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLSchema,
  getNamedType,
  isListType,
  isNonNullType,
} from 'graphql';

/** Loads the schema as the calls of the SDK see it. */
export default (file: string): GraphQLSchema => withRequiredResults(buildSchema(readFileSync(file, 'utf8')));

/**
 * A root field is null in a response only if the field failed or a lookup found nothing. A call throws the error of a
 * field, so that only lookups can be null.
 */
export function withRequiredResults(schema: GraphQLSchema): GraphQLSchema {
  const config = schema.toConfig();
  const types = [config.query, config.mutation, config.subscription].map((type) => type && requireResults(type));
  const [query, mutation, subscription] = types;
  const replaced = new Map(types.map((type) => [type?.name, type]));
  return new GraphQLSchema({
    ...config,
    types: config.types.map((type) => replaced.get(type.name) ?? type),
    query,
    mutation,
    subscription,
  });
}

function requireResults(type: GraphQLObjectType): GraphQLObjectType {
  const config = type.toConfig();
  const isQuery = type.name === 'Query';
  const fields = Object.entries(config.fields).map(([name, field]) => [
    name,
    isQuery && isLookup(field)
      ? field
      : { ...field, type: isNonNullType(field.type) ? field.type : new GraphQLNonNull(field.type) },
  ]);
  return new GraphQLObjectType({ ...config, fields: Object.fromEntries(fields) });
}

const isLookup = ({ type }: GraphQLFieldConfig<unknown, unknown>): boolean =>
  !isListType(type) && !getNamedType(type).name.endsWith('Connection');

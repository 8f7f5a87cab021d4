import { type SQL, sql } from 'drizzle-orm';
import {
  GraphQLBoolean,
  type GraphQLEnumType,
  GraphQLFloat,
  type GraphQLOutputType,
  getNamedType,
  getNullableType,
  isEnumType,
  isNonNullType,
} from 'graphql';

/** Serializes a leaf value in SQL, as graphql-js does in JavaScript. */
export function serializeLeaf(type: GraphQLOutputType, value: SQL): SQL {
  const json = serializeNullable(getNullableType(type), value);
  return isNonNullType(type) ? requireValue(json) : json;
}

/** Aborts the statement if a value is null. */
export const requireValue = (value: SQL): SQL => sql`coalesce(${value}, absent())`;

function serializeNullable(type: GraphQLOutputType, value: SQL): SQL {
  if (type === GraphQLBoolean) return serializeBoolean(value);
  if (type === GraphQLFloat) return serializeFloat(value);
  if (isEnumType(type)) return serializeEnum(type, value);
  // The items of a list are not serialized one by one.
  const item = getNamedType(type);
  const hasOtherForm = item === GraphQLBoolean || item === GraphQLFloat || (isEnumType(item) && hasRenamedValues(item));
  if (item !== type && hasOtherForm) throw new Error(`SQL cannot serialize a list of ${item.name}.`);
  return value;
}

/** Converts an SQL truth value to a JSON boolean. */
export const serializeBoolean = (value: SQL): SQL =>
  sql`CASE ${value} WHEN 0 THEN json('false') WHEN 1 THEN json('true') END`;

/** Writes whole numbers without decimals: 4000000000 instead of 4000000000.0. */
const serializeFloat = (value: SQL): SQL =>
  sql`(SELECT iif(n = CAST(n AS INTEGER), CAST(n AS INTEGER), n) FROM (SELECT ${value} AS n))`;

/** Serializes an enum value; aborts the statement if it is not in the enum. */
function serializeEnum(type: GraphQLEnumType, value: SQL): SQL {
  const values = type.getValues();
  const quote = (text: unknown): SQL => sql.raw(`'${text}'`);
  if (hasRenamedValues(type)) {
    const cases = values.map(({ name, value: internal }) => sql`WHEN ${quote(internal)} THEN ${quote(name)}`);
    return sql`CASE ${value} ${sql.join(cases, sql` `)} ELSE iif(${value} IS NULL, NULL, absent()) END`;
  }
  const names = values.map(({ name }) => quote(name));
  return sql`CASE WHEN ${value} IN (${sql.join(names, sql`, `)}) THEN ${value} WHEN ${value} IS NOT NULL THEN absent() END`;
}

const hasRenamedValues = (type: GraphQLEnumType): boolean => type.getValues().some(({ name, value }) => name !== value);

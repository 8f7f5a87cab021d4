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

/** What is selected has a value that SQL alone cannot make: resolvers read it. */
export class NeedsResolver extends Error {}

/** A value of a field as the answer has it, from one as the database has it. */
export function serializeLeaf(type: GraphQLOutputType, value: SQL): SQL {
  const written = serializeNullable(getNullableType(type), value);
  return isNonNullType(type) ? sql`coalesce(${written}, absent())` : written;
}

function serializeNullable(type: GraphQLOutputType, value: SQL): SQL {
  if (type === GraphQLBoolean) return serializeBoolean(value);
  if (type === GraphQLFloat) return serializeFloat(value);
  if (isEnumType(type)) return serializeEnum(type, value);
  // What lists hold is not looked at one by one.
  const inner = getNamedType(type);
  if (
    inner !== type &&
    (inner === GraphQLBoolean || inner === GraphQLFloat || (isEnumType(inner) && hasRenamedValues(inner)))
  )
    throw new NeedsResolver();
  return value;
}

/** A boolean, of what SQL takes for one. */
export const serializeBoolean = (value: SQL): SQL =>
  sql`CASE ${value} WHEN 0 THEN json('false') WHEN 1 THEN json('true') END`;

/** 4000000000 rather than 4000000000.0. */
const serializeFloat = (value: SQL): SQL =>
  sql`(SELECT iif(n = CAST(n AS INTEGER), CAST(n AS INTEGER), n) FROM (SELECT ${value} AS n))`;

/** A word of a closed list by its name in the API; one that is not on the list is no answer. */
function serializeEnum(type: GraphQLEnumType, value: SQL): SQL {
  const words = type.getValues();
  const text = (name: unknown): SQL => sql.raw(`'${name}'`);
  if (hasRenamedValues(type)) {
    const cases = words.map(({ name, value: inside }) => sql`WHEN ${text(inside)} THEN ${text(name)}`);
    return sql`CASE ${value} ${sql.join(cases, sql` `)} ELSE iif(${value} IS NULL, NULL, absent()) END`;
  }
  const names = words.map(({ name }) => text(name));
  return sql`CASE WHEN ${value} IN (${sql.join(names, sql`, `)}) THEN ${value} WHEN ${value} IS NOT NULL THEN absent() END`;
}

const hasRenamedValues = (type: GraphQLEnumType): boolean => type.getValues().some(({ name, value }) => name !== value);

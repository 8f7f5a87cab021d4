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
export class NotFinal extends Error {}

/** A value of a field as the answer has it, from one as the database has it. */
export function told(type: GraphQLOutputType, value: SQL): SQL {
  const written = named(getNullableType(type), value);
  return isNonNullType(type) ? sql`coalesce(${written}, absent())` : written;
}

function named(type: GraphQLOutputType, value: SQL): SQL {
  if (type === GraphQLBoolean) return truth(value);
  if (type === GraphQLFloat) return numeral(value);
  if (isEnumType(type)) return word(type, value);
  // What lists hold is not looked at one by one.
  const inner = getNamedType(type);
  if (inner !== type && (inner === GraphQLBoolean || inner === GraphQLFloat || (isEnumType(inner) && isRenamed(inner))))
    throw new NotFinal();
  return value;
}

/** A boolean, of what SQL takes for one. */
export const truth = (value: SQL): SQL => sql`CASE ${value} WHEN 0 THEN json('false') WHEN 1 THEN json('true') END`;

/** 4000000000 rather than 4000000000.0. */
const numeral = (value: SQL): SQL =>
  sql`(SELECT iif(n = CAST(n AS INTEGER), CAST(n AS INTEGER), n) FROM (SELECT ${value} AS n))`;

/** A word of a closed list by its name in the API; one that is not on the list is no answer. */
function word(type: GraphQLEnumType, value: SQL): SQL {
  const words = type.getValues();
  const text = (name: unknown): SQL => sql.raw(`'${name}'`);
  if (isRenamed(type)) {
    const cases = words.map(({ name, value: inside }) => sql`WHEN ${text(inside)} THEN ${text(name)}`);
    return sql`CASE ${value} ${sql.join(cases, sql` `)} ELSE iif(${value} IS NULL, NULL, absent()) END`;
  }
  const names = words.map(({ name }) => text(name));
  return sql`CASE WHEN ${value} IN (${sql.join(names, sql`, `)}) THEN ${value} WHEN ${value} IS NOT NULL THEN absent() END`;
}

const isRenamed = (type: GraphQLEnumType): boolean => type.getValues().some(({ name, value }) => name !== value);

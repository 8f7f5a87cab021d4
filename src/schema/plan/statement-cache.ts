import type { SQL } from 'drizzle-orm';
import type { GraphQLResolveInfo } from 'graphql';
import { LRUCache } from 'lru-cache';
import { prerenderSql } from '../../db/render-sql.ts';
import { buildCacheKey } from './cache-key.ts';

/** The statement of a root field, and what its input must satisfy. */
export interface CompiledStatement {
  readonly query: SQL;
  readonly checks: readonly ((value: unknown) => Error | undefined)[];
}

/** Bytes that are kept at most, about: a statement's text is shared by all that have the same. */
const maxCacheBytes = 32 * 1024 * 1024;
const entryOverheadBytes = 2_000;
const maxKeyLength = 4_000;

const statementCache = new LRUCache<string, CompiledStatement>({
  maxSize: maxCacheBytes,
  sizeCalculation: (_, key) => entryOverheadBytes + 2 * key.length,
});

/** The statement that was made for the same field, by its name in the answer, with the same variables on the same day, or a new one. */
export function getOrBuildStatement(
  { operation, variableValues }: Pick<GraphQLResolveInfo, 'operation' | 'variableValues'>,
  field: string,
  make: () => CompiledStatement,
): CompiledStatement {
  const key = `${buildCacheKey(operation)} ${field} ${JSON.stringify(variableValues.coerced)}`;
  const known = key.length > maxKeyLength ? undefined : statementCache.get(key);
  if (known) return known;
  const { query, checks } = make();
  if (key.length > maxKeyLength) return { query, checks };
  // Not with all that it was built of.
  const light = { query: prerenderSql(query), checks };
  statementCache.set(key, light);
  return light;
}

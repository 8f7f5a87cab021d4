import type { SQL } from 'drizzle-orm';
import type { GraphQLResolveInfo } from 'graphql';
import { LRUCache } from 'lru-cache';
import { prerenderSql, renderSql } from '../../db/render-sql.ts';
import { buildCacheKey } from './cache-key.ts';

/** The statement of a root field, and the checks of its input. */
export interface CompiledStatement {
  readonly query: SQL;
  readonly checks: readonly ((value: unknown) => Error | undefined)[];
}

/** The approximate maximum size of the cache. Statements with the same text share it, but each counts all of it. */
const maxCacheBytes = 32 * 1024 * 1024;
const entryOverheadBytes = 2_000;
const maxKeyLength = 4_000;

const statementCache = new LRUCache<string, CompiledStatement>({
  maxSize: maxCacheBytes,
  sizeCalculation: ({ query }, key) => entryOverheadBytes + 2 * key.length + renderSql(query).sql.length,
});

/** Returns the cached statement for the same field, response key, variables and day, or builds a new one. */
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
  // Caches the text only, not the objects that it was built from.
  const light = { query: prerenderSql(query), checks };
  statementCache.set(key, light);
  return light;
}

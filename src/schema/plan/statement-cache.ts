import type { SQL } from 'drizzle-orm';
import type { GraphQLResolveInfo } from 'graphql';
import { LRUCache } from 'lru-cache';
import { reusable } from '../../db/render-sql.ts';
import { nodeKey } from './cache-key.ts';

/** The statement of a root field, and what its input must satisfy. */
export interface Statement {
  readonly query: SQL;
  readonly checks: readonly ((value: unknown) => Error | undefined)[];
}

/** Bytes that are kept at most, about: a statement's text is shared by all that have the same. */
const keptBytes = 32 * 1024 * 1024;
const bytesEach = 2_000;
const longestKey = 4_000;

const kept = new LRUCache<string, Statement>({
  maxSize: keptBytes,
  sizeCalculation: (_, key) => bytesEach + 2 * key.length,
});

/** The statement that was made for the same field, by its name in the answer, with the same variables on the same day, or a new one. */
export function keptStatement(
  { operation, variableValues }: Pick<GraphQLResolveInfo, 'operation' | 'variableValues'>,
  field: string,
  make: () => Statement,
): Statement {
  const key = `${nodeKey(operation)} ${field} ${JSON.stringify(variableValues.coerced)}`;
  const known = key.length > longestKey ? undefined : kept.get(key);
  if (known) return known;
  const { query, checks } = make();
  if (key.length > longestKey) return { query, checks };
  // Not with all that it was built of.
  const light = { query: reusable(query), checks };
  kept.set(key, light);
  return light;
}

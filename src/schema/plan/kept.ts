import type { SQL } from 'drizzle-orm';
import type { GraphQLResolveInfo } from 'graphql';
import { LRUCache } from 'lru-cache';
import { reusable } from '../../db/render.ts';
import type { Scope } from '../../db/row.ts';

/** The statement of a root field, and what its input must satisfy. */
export interface Statement {
  readonly query: SQL;
  readonly requirements: Scope['requirements'];
}

/** Characters of SQL that are kept at most: what it was built of takes some ten times as much. */
const keptCharacters = 4_000_000;
const longestKey = 4_000;

const kept = new LRUCache<string, Statement & { characters: number }>({
  maxSize: keptCharacters,
  sizeCalculation: ({ characters }, key) => characters + key.length,
});
const operations = new WeakMap<object, number>();
let seen = 0;

/** The statement that was made for the same field with the same variables on the same day, or a new one. */
export function keptStatement({ operation, path, variableValues }: GraphQLResolveInfo, make: () => Statement): Statement {
  const number = operations.get(operation) ?? ++seen;
  operations.set(operation, number);
  // Names may be meant as of today.
  const key = `${number} ${path.key} ${Math.floor(Date.now() / 86_400_000)} ${JSON.stringify(variableValues.coerced)}`;
  const known = key.length > longestKey ? undefined : kept.get(key);
  if (known) return known;
  const made = make();
  if (key.length <= longestKey) kept.set(key, { ...made, characters: reusable(made.query) });
  return made;
}

import type { SQL } from 'drizzle-orm';
import type { GraphQLResolveInfo } from 'graphql';
import { LRUCache } from 'lru-cache';
import { createRenderedQuery, renderSql } from '../../db/render-sql.ts';
import { buildCacheKey } from './cache-key.ts';

/** The statement of a root field, and the checks of its input. */
export interface CompiledStatement {
  readonly query: SQL;
  readonly checks: readonly ((value: unknown) => Error | undefined)[];
}

/** The approximate maximum size of the entries of the cache, and that of their texts. */
const maxCacheBytes = 32 * 1024 * 1024;
const maxTextBytes = 16 * 1024 * 1024;
const entryOverheadBytes = 2_000;
const maxKeyLength = 4_000;

interface CachedStatement extends CompiledStatement {
  /** The rendered text, which statements share that differ only in their parameters. */
  readonly text: string;
}

/** The texts of the cached statements, each once, with the number of statements that have it. */
const textCounts = new Map<string, { readonly text: string; count: number }>();
let textBytes = 0;

const statementCache = new LRUCache<string, CachedStatement>({
  maxSize: maxCacheBytes,
  sizeCalculation: (_, key) => entryOverheadBytes + 2 * key.length,
  dispose: ({ text }) => releaseText(text),
});

/** Returns the same string for the same text, for as long as a cached statement has it. */
function retainText(text: string): string {
  const shared = textCounts.get(text);
  if (shared) {
    shared.count += 1;
    return shared.text;
  }
  textCounts.set(text, { text, count: 1 });
  textBytes += text.length;
  return text;
}

function releaseText(text: string): void {
  const shared = textCounts.get(text);
  if (!shared) return;
  shared.count -= 1;
  if (shared.count > 0) return;
  textCounts.delete(text);
  textBytes -= text.length;
}

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
  const rendered = renderSql(query);
  const text = retainText(rendered.sql);
  const cached = { query: createRenderedQuery({ ...rendered, sql: text }), checks, text };
  statementCache.set(key, cached);
  while (textBytes > maxTextBytes && statementCache.size > 0) statementCache.pop();
  return cached;
}

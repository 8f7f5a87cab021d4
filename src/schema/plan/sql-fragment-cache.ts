import type { SQL } from 'drizzle-orm';
import { type FieldNode, type FragmentDefinitionNode, Kind, type SelectionSetNode, visit } from 'graphql';
import { LRUCache } from 'lru-cache';
import { flattenSql } from '../../db/render-sql.ts';
import type { StatementContext } from '../../db/sql-builder.ts';
import { buildCacheKey } from './cache-key.ts';
import type { OpenedRow } from './entity-tables.ts';

interface CachedFragment {
  fragment: SQL;
  bytes: number;
  /** The number of aliases that the fragment uses. */
  aliasCount: number;
  isJoined: boolean;
}

interface FragmentRequest {
  scope: StatementContext;
  opened: OpenedRow;
  nodes: readonly FieldNode[];
  fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  /** Anything else that the fragment depends on. */
  variant: string;
}

/** The approximate maximum size of the cache. */
const maxCacheBytes = 16 * 1024 * 1024;
const entryOverheadBytes = 500;

const fragmentCache = new LRUCache<string, CachedFragment>({
  maxSize: maxCacheBytes,
  sizeCalculation: ({ bytes }, key) => bytes + 2 * key.length + entryOverheadBytes,
});
const buildingScopes = new WeakSet<StatementContext>();

/**
 * Returns the SQL of a selection. A selection without variables compiles to the same SQL in every request, so it is
 * cached by its position in the statement: the number of aliases before it. With new variables, only the rest is compiled.
 */
export function getOrBuildFragment(
  { scope, opened, nodes, fragments, variant: as }: FragmentRequest,
  make: () => SQL,
): SQL {
  const [node] = nodes;
  if (!node || nodes.length > 1 || buildingScopes.has(scope) || usesVariables(node, fragments)) return make();
  const place = `${buildCacheKey(node)} ${as} ${opened.alias} ${scope.aliasCount} ${opened.isJoined}`;
  const found = fragmentCache.get(place);
  if (found) {
    scope.skipAliases(found.aliasCount);
    if (found.isJoined) opened.requireJoin();
    return found.fragment;
  }
  const [aliases, lookups] = [scope.aliasCount, scope.lookupCount];
  const made = withoutNestedCaching(scope, make);
  // A selection that looks up a key also adds a check to the statement, so it is not cached.
  const object = scope.lookupCount > lookups ? undefined : flattenSql(made);
  if (!object) return made;
  const bytes = object.queryChunks.reduce<number>((sum, chunk) => sum + estimateChunkBytes(chunk), 0);
  fragmentCache.set(place, {
    fragment: object,
    bytes,
    aliasCount: scope.aliasCount - aliases,
    isJoined: opened.isJoined,
  });
  return object;
}

/** Builds a fragment without caching the fragments inside it. */
function withoutNestedCaching(scope: StatementContext, make: () => SQL): SQL {
  buildingScopes.add(scope);
  try {
    return make();
  } finally {
    buildingScopes.delete(scope);
  }
}

const estimateChunkBytes = (chunk: unknown): number =>
  2 * String(typeof chunk === 'object' && chunk && 'value' in chunk ? chunk.value : chunk).length + 100;

const usesVariablesByNode = new WeakMap<FieldNode, boolean>();

/** Whether the selection below a field uses a variable. */
function usesVariables(node: FieldNode, fragments: FragmentRequest['fragments']): boolean {
  const known = usesVariablesByNode.get(node);
  if (known !== undefined) return known;
  const followed = new Set<string>();
  let found = false;
  const look = (set: SelectionSetNode): void =>
    void visit(set, {
      [Kind.VARIABLE]: () => {
        found = true;
      },
      [Kind.FRAGMENT_SPREAD]: ({ name: { value } }) => {
        const fragment = fragments[value];
        if (!fragment || followed.has(value)) return;
        followed.add(value);
        look(fragment.selectionSet);
      },
    });
  if (node.selectionSet) look(node.selectionSet);
  usesVariablesByNode.set(node, found);
  return found;
}

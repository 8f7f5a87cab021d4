import type { SQL } from 'drizzle-orm';
import { type FieldNode, type FragmentDefinitionNode, Kind, type SelectionSetNode, visit } from 'graphql';
import { LRUCache } from 'lru-cache';
import { flat } from '../../db/render-sql.ts';
import type { Scope } from '../../db/sql-builder.ts';
import { nodeKey } from './cache-key.ts';
import type { Opened } from './entity-tables.ts';

interface Constant {
  object: SQL;
  bytes: number;
  /** What making it did besides. */
  aliases: number;
  joins: boolean;
}

interface Asked {
  scope: Scope;
  opened: Opened;
  nodes: readonly FieldNode[];
  fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  /** What else the object depends on. */
  as: string;
}

/** Bytes that are kept at most, about. */
const keptBytes = 16 * 1024 * 1024;
const overhead = 500;

const kept = new LRUCache<string, Constant>({
  maxSize: keptBytes,
  sizeCalculation: ({ bytes }, key) => bytes + 2 * key.length + overhead,
});
const making = new WeakSet<Scope>();

/**
 * What is selected where no variable has a part is the same SQL in every request: it is made once for each place in a statement, which is told by the
 * aliases before it. Requests whose variables nobody has sent before have only the rest compiled.
 */
export function constant({ scope, opened, nodes, fragments, as }: Asked, make: () => SQL): SQL {
  const [node] = nodes;
  if (!node || nodes.length > 1 || making.has(scope) || varies(node, fragments)) return make();
  const place = `${nodeKey(node)} ${as} ${opened.alias} ${scope.aliases} ${opened.joins}`;
  const found = kept.get(place);
  if (found) {
    scope.skip(found.aliases);
    if (found.joins) opened.use();
    return found.object;
  }
  const [aliases, lookups] = [scope.aliases, scope.lookups];
  const made = alone(scope, make);
  // What looks up a key has a part in the request's checks, too.
  const object = scope.lookups > lookups ? undefined : flat(made);
  if (!object) return made;
  const bytes = object.queryChunks.reduce<number>((sum, chunk) => sum + sizeOf(chunk), 0);
  kept.set(place, { object, bytes, aliases: scope.aliases - aliases, joins: opened.joins });
  return object;
}

/** Nothing inside it is kept by itself. */
function alone(scope: Scope, make: () => SQL): SQL {
  making.add(scope);
  try {
    return make();
  } finally {
    making.delete(scope);
  }
}

const sizeOf = (chunk: unknown): number =>
  2 * String(typeof chunk === 'object' && chunk && 'value' in chunk ? chunk.value : chunk).length + 100;

const varying = new WeakMap<FieldNode, boolean>();

/** Whether a variable has a part in what is selected below a field. */
function varies(node: FieldNode, fragments: Asked['fragments']): boolean {
  const known = varying.get(node);
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
  varying.set(node, found);
  return found;
}

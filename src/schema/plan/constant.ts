import type { SQL } from 'drizzle-orm';
import { type FieldNode, type FragmentDefinitionNode, Kind, type SelectionSetNode, visit } from 'graphql';
import { flat } from '../../db/render.ts';
import type { Scope } from '../../db/row.ts';
import type { Opened } from './entity.ts';

interface Constant {
  object: SQL;
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

/** Filters shift the aliases of what follows them: as many places of one selection are kept. */
const places = 16;
const constants = new WeakMap<FieldNode, Map<string, Constant>>();
const making = new WeakSet<Scope>();

/**
 * What is selected where no variable has a part is the same SQL in every request: it is made once for each place in a statement. Requests whose
 * variables nobody has sent before have only the rest compiled.
 */
export function constant({ scope, opened, nodes, fragments, as }: Asked, make: () => SQL): SQL {
  const [node] = nodes;
  if (!node || nodes.length > 1 || making.has(scope) || varies(node, fragments)) return make();
  const known = constants.get(node) ?? new Map<string, Constant>();
  constants.set(node, known);
  // Names may be meant as of today.
  const place = `${as} ${opened.alias} ${scope.aliases} ${opened.joins} ${Math.floor(Date.now() / 86_400_000)}`;
  const found = known.get(place);
  if (found) {
    scope.skip(found.aliases);
    if (found.joins) opened.use();
    return found.object;
  }
  const [aliases, lookups] = [scope.aliases, scope.lookups];
  making.add(scope);
  const made = make();
  making.delete(scope);
  const object = flat(made);
  // What looks up a key has a part in the request's checks, too.
  if (!object || scope.lookups > lookups) return made;
  if (known.size >= places) known.clear();
  known.set(place, { object, aliases: scope.aliases - aliases, joins: opened.joins });
  return object;
}

const varying = new WeakMap<FieldNode, boolean>();

/** Whether a variable has a part in what is selected below a field. */
function varies(node: FieldNode, fragments: Asked['fragments']): boolean {
  const known = varying.get(node);
  if (known !== undefined) return known;
  const seen = new Set<string>();
  let found = false;
  const look = (set: SelectionSetNode): void =>
    void visit(set, {
      [Kind.VARIABLE]: () => {
        found = true;
      },
      [Kind.FRAGMENT_SPREAD]: ({ name: { value } }) => {
        const fragment = fragments[value];
        if (!fragment || seen.has(value)) return;
        seen.add(value);
        look(fragment.selectionSet);
      },
    });
  if (node.selectionSet) look(node.selectionSet);
  varying.set(node, found);
  return found;
}

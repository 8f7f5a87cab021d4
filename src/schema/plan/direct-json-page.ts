import { type SQL, sql } from 'drizzle-orm';
import { type FieldNode, type GraphQLObjectType, getNamedType } from 'graphql';
import { truth } from './direct-json.ts';
import type { FieldPlan } from './field-plan.ts';
import { type Selection, select } from './selection.ts';

type Nodes = readonly FieldNode[];

/** What a page is made of. Its rows come in the order of the walk, which is the list's or, of a page that ends somewhere, the other way round. */
interface Parts {
  node(nodes: Nodes): SQL;
  /** What an edge tells beside its node and its cursor. */
  edge: Readonly<Record<string, SQL>>;
  cursor: SQL;
  rows(limit: number): SQL;
  /** The alias of the rows, and what has to be joined to them once `node` has been called. */
  joined(): SQL;
  /** Whether the list has rows on the other side of where the page begins. */
  beyond(): SQL;
  total(): SQL;
  size: number;
  backward: boolean;
}

/** A connection as it is answered. */
export function finalPage(plan: FieldPlan, connection: GraphQLObjectType, selection: Selection, parts: Parts): SQL {
  const { size, backward } = parts;
  const names = new Set([...selection.values()].map(([node]) => node?.name.value));
  // Rows are counted where it matters which is the last: to tell of a page's ends, or to turn it round.
  const counted = names.has('pageInfo') || backward;
  const kept = counted ? sql` FILTER (WHERE page_row <= ${size})` : sql``;
  const turned = backward ? sql` ORDER BY page_row DESC` : sql``;
  const array = (item: SQL): SQL => sql`json_group_array(${item}${turned})${kept}`;

  const pairs: SQL[] = [];
  for (const [key, nodes] of selection) {
    const name = nodes[0]?.name.value;
    const add = (value: SQL): void => void pairs.push(sql.raw(`'${key}'`), value);
    if (name === 'nodes') add(array(parts.node(nodes)));
    else if (name === 'edges') add(array(edgeOf(plan, connection, nodes, parts)));
    else if (name === 'pageInfo') add(pageInfo(plan, connection, nodes, parts));
    else if (name === 'totalCount') add(parts.total());
    else add(sql.raw(`'${connection.name}'`));
  }
  if (!names.has('nodes') && !names.has('edges') && !counted) return sql`json_object(${sql.join(pairs, sql`, `)})`;
  // A row more tells whether there are more.
  const rows = counted
    ? sql`(SELECT *, row_number() OVER () AS page_row, count(*) OVER () AS page_rows FROM (${parts.rows(size + 1)}))`
    : sql`(${parts.rows(size)})`;
  return sql`json((SELECT json_object(${sql.join(pairs, sql`, `)}) FROM ${rows} ${parts.joined()}))`;
}

function edgeOf(plan: FieldPlan, connection: GraphQLObjectType, nodes: Nodes, { node, edge, cursor }: Parts): SQL {
  const type = getNamedType(connection.getFields().edges?.type) as GraphQLObjectType;
  return objectOf(plan, type, nodes, (name, fieldNodes) =>
    name === 'node' ? node(fieldNodes) : name === 'cursor' ? cursor : edge[name],
  );
}

function pageInfo(
  plan: FieldPlan,
  connection: GraphQLObjectType,
  nodes: Nodes,
  { size, backward, beyond, cursor }: Parts,
): SQL {
  const more = sql`coalesce(max(page_rows), 0) > ${size}`;
  const first = sql`max(${cursor}) FILTER (WHERE page_row = 1 AND page_row <= ${size})`;
  const last = sql`max(${cursor}) FILTER (WHERE page_row = min(page_rows, ${size}))`;
  const other = (): SQL => sql`coalesce(${beyond()}, 0)`;
  return objectOf(plan, getNamedType(connection.getFields().pageInfo?.type) as GraphQLObjectType, nodes, (name) => {
    if (name === 'hasNextPage') return truth(backward ? other() : more);
    if (name === 'hasPreviousPage') return truth(backward ? more : other());
    return (name === 'startCursor') === backward ? last : first;
  });
}

function objectOf(
  plan: FieldPlan,
  type: GraphQLObjectType,
  nodes: Nodes,
  tell: (name: string, nodes: Nodes) => SQL | undefined,
): SQL {
  const pairs = [...select(plan.request, type, nodes)].map(([key, fieldNodes]) => {
    const name = fieldNodes[0]?.name.value ?? key;
    return sql`${sql.raw(`'${key}'`)}, ${(name === '__typename' ? undefined : tell(name, fieldNodes)) ?? sql.raw(`'${type.name}'`)}`;
  });
  return sql`json_object(${sql.join(pairs, sql`, `)})`;
}

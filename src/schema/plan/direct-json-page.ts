import { type SQL, sql } from 'drizzle-orm';
import { type FieldNode, type GraphQLObjectType, getNamedType } from 'graphql';
import { serializeBoolean } from './direct-json.ts';
import type { FieldPlan } from './field-plan.ts';
import { collectFields, type Selection } from './selection.ts';

type FieldNodes = readonly FieldNode[];

/** What a page is made of. Its rows come in the order of the walk, which is the list's or, of a page that ends somewhere, the other way round. */
interface PageParts {
  compileNode(nodes: FieldNodes): SQL;
  /** What an edge tells beside its node and its cursor. */
  edgeFields: Readonly<Record<string, SQL>>;
  cursor: SQL;
  selectRows(limit: number): SQL;
  /** The alias of the rows, and what has to be joined to them once `node` has been called. */
  aliasAndJoins(): SQL;
  /** Whether the list has rows on the other side of where the page begins. */
  selectHasRowsBefore(): SQL;
  selectCount(): SQL;
  size: number;
  isBackward: boolean;
}

/** A connection as it is answered. */
export function compileDirectPage(
  plan: FieldPlan,
  connection: GraphQLObjectType,
  selection: Selection,
  parts: PageParts,
): SQL {
  const { size, isBackward: backward } = parts;
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
    if (name === 'nodes') add(array(parts.compileNode(nodes)));
    else if (name === 'edges') add(array(compileDirectEdge(plan, connection, nodes, parts)));
    else if (name === 'pageInfo') add(compileDirectPageInfo(plan, connection, nodes, parts));
    else if (name === 'totalCount') add(parts.selectCount());
    else add(sql.raw(`'${connection.name}'`));
  }
  if (!names.has('nodes') && !names.has('edges') && !counted) return sql`json_object(${sql.join(pairs, sql`, `)})`;
  // A row more tells whether there are more.
  const rows = counted
    ? sql`(SELECT *, row_number() OVER () AS page_row, count(*) OVER () AS page_rows FROM (${parts.selectRows(size + 1)}))`
    : sql`(${parts.selectRows(size)})`;
  return sql`json((SELECT json_object(${sql.join(pairs, sql`, `)}) FROM ${rows} ${parts.aliasAndJoins()}))`;
}

function compileDirectEdge(
  plan: FieldPlan,
  connection: GraphQLObjectType,
  nodes: FieldNodes,
  { compileNode: node, edgeFields: edge, cursor }: PageParts,
): SQL {
  const type = getNamedType(connection.getFields().edges?.type) as GraphQLObjectType;
  return compileDirectObject(plan, type, nodes, (name, fieldNodes) =>
    name === 'node' ? node(fieldNodes) : name === 'cursor' ? cursor : edge[name],
  );
}

function compileDirectPageInfo(
  plan: FieldPlan,
  connection: GraphQLObjectType,
  nodes: FieldNodes,
  { size, isBackward: backward, selectHasRowsBefore: beyond, cursor }: PageParts,
): SQL {
  const more = sql`coalesce(max(page_rows), 0) > ${size}`;
  const first = sql`max(${cursor}) FILTER (WHERE page_row = 1 AND page_row <= ${size})`;
  const last = sql`max(${cursor}) FILTER (WHERE page_row = min(page_rows, ${size}))`;
  const other = (): SQL => sql`coalesce(${beyond()}, 0)`;
  return compileDirectObject(
    plan,
    getNamedType(connection.getFields().pageInfo?.type) as GraphQLObjectType,
    nodes,
    (name) => {
      if (name === 'hasNextPage') return serializeBoolean(backward ? other() : more);
      if (name === 'hasPreviousPage') return serializeBoolean(backward ? more : other());
      return (name === 'startCursor') === backward ? last : first;
    },
  );
}

function compileDirectObject(
  plan: FieldPlan,
  type: GraphQLObjectType,
  nodes: FieldNodes,
  tell: (name: string, nodes: FieldNodes) => SQL | undefined,
): SQL {
  const pairs = [...collectFields(plan.operationInfo, type, nodes)].map(([key, fieldNodes]) => {
    const name = fieldNodes[0]?.name.value ?? key;
    return sql`${sql.raw(`'${key}'`)}, ${(name === '__typename' ? undefined : tell(name, fieldNodes)) ?? sql.raw(`'${type.name}'`)}`;
  });
  return sql`json_object(${sql.join(pairs, sql`, `)})`;
}

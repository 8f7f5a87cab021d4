import { type SQL, sql } from 'drizzle-orm';
import { type GraphQLObjectType, getNamedType } from 'graphql';
import { as, type Row } from '../../db/sql-builder.ts';
import { badInput } from '../../model/errors.ts';
import { decodeCursor, encodeCursor, signatureOf } from './cursor.ts';
import { finalPage } from './direct-json-page.ts';
import { entityOf, openRow } from './entity-tables.ts';
import type { FieldPlan } from './field-plan.ts';
import { type Listing, Walk } from './list-query.ts';
import { select } from './selection.ts';

export const defaultPage = 20;
export const largestPage = 100;

export interface PageArgs {
  first?: number | null;
  after?: string | null;
  last?: number | null;
  before?: string | null;
}

/** A list and how its nodes and edges are told. */
export interface PageSpec extends Listing {
  /** How to compile a node, where it is not a row of the list's own table. */
  node?: (nodes: FieldPlan['nodes']) => SQL;
  /** More values that an edge can tell, beside its row's columns. */
  edge?: Record<string, SQL>;
}

/** What the statement answers, and what the resolvers of a connection read. */
export interface Page {
  rows: { c: unknown[]; [key: string]: unknown }[];
  total: number | null;
  earlier: boolean;
  later: boolean;
}
interface RawPage {
  p: Page['rows'];
  total?: number;
  beyond?: number | null;
}

/** The first entry of `orderBy`, which GraphQL takes as a list. More than one is refused: every order here is total already. */
export function oneOrder<O>(orderBy: readonly O[] | null | undefined): O | undefined {
  if (orderBy && orderBy.length > 1)
    throw badInput('orderBy: give one order. Ties are broken by key, so a second one has no effect.');
  return orderBy?.[0];
}

function pageSize({ first, last, after, before }: PageArgs): { size: number; backward: boolean } {
  for (const [name, value] of [
    ['first', first],
    ['last', last],
  ] as const)
    if (value != null && (value < 0 || value > largestPage))
      throw badInput(
        `${name}: ${value} is not a page. Ask for 0 to ${largestPage}, and follow the cursors for more.`,
        name,
      );
  if (first != null && last != null) throw badInput('first and last: give one of them.', 'last');
  if (last != null && after != null) throw badInput('after: goes with first; with last, give before.', 'after');
  if (last == null && before != null) throw badInput('before: goes with last.', 'before');
  return { size: first ?? last ?? defaultPage, backward: last != null };
}

/** Compiles a connection field: the page, and the total where it is asked for, in one expression. */
export function compilePage<R extends Row>(
  plan: FieldPlan,
  args: PageArgs & Record<string, unknown>,
  build: (row: R) => PageSpec,
): SQL {
  const { size, backward } = pageSize(args);
  const connection = plan.type as GraphQLObjectType;
  const nodeType = typeOf(connection, 'nodes');
  const selection = select(plan.request, connection, plan.nodes);
  const names = new Map([...selection].map(([key, nodes]) => [key, nodes[0]?.name.value]));
  const wants = (name: string): boolean => [...names.values()].includes(name);

  const { first: _first, last: _last, after, before, ...list } = args;
  const signature = signatureOf([plan.parent, plan.field.name, list]);
  const entity = entityOf(nodeType.name);
  const opened = openRow(plan.scope, entity, plan.scope.alias());
  // A list is found in its own table alone; what else its nodes need is joined to the page.
  const spec = build(as(entity.table, opened.alias) as Row as R);
  const walk = new Walk(plan.scope, entity, opened, spec, plan.parent !== 'Query');
  const cursor = after ?? before;
  const position =
    cursor != null ? decodeCursor(cursor, signature, after != null ? 'after' : 'before', spec.order.length) : undefined;
  const start = { position, downward: spec.descending !== backward };
  const alias = sql.raw(`"${opened.alias}"`);
  const place = sql`json_array(${signature}, ${sql.join(spec.added?.order ?? spec.order, sql`, `)})`;
  if (plan.final)
    return finalPage(plan, connection, selection, {
      node: (nodes) => nodeOf(plan, nodeType, nodes, opened, spec),
      edge: spec.edge ?? {},
      cursor: sql`base64url(${place})`,
      rows: (limit) => walk.rows(start, limit),
      joined: () => sql`${alias}${opened.join()}`,
      beyond: () => (position || !spec.added ? walk.before(start) : sql`0`),
      total: () => walk.count(),
      size,
      backward,
    });

  const pairs: SQL[] = [];
  if (wants('nodes') || wants('edges') || wants('pageInfo')) {
    const cells: SQL[] = [sql`'c'`, place];
    for (const [key, nodes] of selection) {
      const name = names.get(key);
      if (name === 'nodes') cells.push(sql.raw(`'${key}'`), nodeOf(plan, nodeType, nodes, opened, spec));
      if (name === 'edges') cells.push(sql.raw(`'${key}'`), edge(plan, connection, nodeType, nodes, opened, spec));
    }
    pairs.push(
      sql`'p'`,
      sql`json((SELECT json_group_array(json_object(${sql.join(cells, sql`, `)})) FROM (${walk.rows(start, size + 1)}) ${alias}${opened.join()}))`,
    );
  } else pairs.push(sql`'p'`, sql`json_array()`);
  if (wants('totalCount')) pairs.push(sql`'total'`, walk.count());
  if (wants('pageInfo') && (position || !spec.added)) pairs.push(sql`'beyond'`, walk.before(start));
  return sql`json_object(${sql.join(pairs, sql`, `)})`;
}

const typeOf = (connection: GraphQLObjectType, field: 'nodes' | 'edges'): GraphQLObjectType =>
  getNamedType(connection.getFields()[field]?.type) as GraphQLObjectType;

/** What `json_object` makes is JSON to whatever it stands in; what comes out of a CASE is text until it is said to be JSON. */
const nodeOf = (
  plan: FieldPlan,
  type: GraphQLObjectType,
  nodes: FieldPlan['nodes'],
  opened: ReturnType<typeof openRow>,
  spec: PageSpec,
): SQL => (spec.node ? sql`json(${spec.node(nodes)})` : plan.object(type, opened.row, opened, nodes));

function edge(
  plan: FieldPlan,
  connection: GraphQLObjectType,
  nodeType: GraphQLObjectType,
  nodes: Parameters<typeof select>[2],
  opened: ReturnType<typeof openRow>,
  spec: PageSpec,
): SQL {
  const edgeType = typeOf(connection, 'edges');
  const pairs: SQL[] = [];
  for (const [key, fieldNodes] of select(plan.request, edgeType, nodes)) {
    const name = fieldNodes[0]?.name.value ?? '';
    const extra = spec.edge?.[name];
    if (name === 'node') pairs.push(sql.raw(`'${key}'`), nodeOf(plan, nodeType, fieldNodes, opened, spec));
    else if (extra) pairs.push(sql.raw(`'${key}'`), extra);
  }
  return sql`json_object(${sql.join(pairs, sql`, `)})`;
}

/** Puts the rows in the order that was asked for, and drops the one that only told whether there are more. */
export function readPage(raw: RawPage, args: PageArgs): Page {
  const { size, backward } = pageSize(args);
  const more = raw.p.length > size;
  const rows = raw.p.slice(0, size);
  return {
    rows: backward ? rows.reverse() : rows,
    total: raw.total ?? null,
    earlier: backward ? more : raw.beyond === 1,
    later: backward ? raw.beyond === 1 : more,
  };
}

export const cursorOf = (row: Page['rows'][number]): string => encodeCursor(row.c);

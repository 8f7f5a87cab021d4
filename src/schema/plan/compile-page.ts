import { type SQL, sql } from 'drizzle-orm';
import { type GraphQLObjectType, getNamedType } from 'graphql';
import { type AliasedColumns, aliasColumns } from '../../db/sql-builder.ts';
import { badInput } from '../../model/errors.ts';
import { computeListSignature, decodeCursor, encodeCursor } from './cursor.ts';
import { compileDirectPage } from './direct-json-page.ts';
import { getEntity, openRow } from './entity-tables.ts';
import type { FieldPlan } from './field-plan.ts';
import { ListQuery, type ListQuerySpec } from './list-query.ts';
import { collectFields } from './selection.ts';

export const defaultPageSize = 20;
export const maxPageSize = 100;

export interface PageArgs {
  first?: number | null;
  after?: string | null;
  last?: number | null;
  before?: string | null;
}

/** A list and how its nodes and edges are told. */
export interface ListSpec extends ListQuerySpec {
  /** How to compile a node, where it is not a row of the list's own table. */
  compileNode?: (nodes: FieldPlan['fieldNodes']) => SQL;
  /** More values that an edge can tell, beside its row's columns. */
  edgeFields?: Record<string, SQL>;
}

/** What the statement answers, and what the resolvers of a connection read. */
export interface Page {
  rows: { c: unknown[]; [key: string]: unknown }[];
  total: number | null;
  hasPrevious: boolean;
  hasNext: boolean;
}
export interface RawPage {
  p: Page['rows'];
  total?: number;
  beyond?: number | null;
}

/** The first entry of `orderBy`, which GraphQL takes as a list. More than one is refused: every order here is total already. */
export function requireSingleOrder<O>(orderBy: readonly O[] | null | undefined): O | undefined {
  if (orderBy && orderBy.length > 1)
    throw badInput('orderBy: give one order. Ties are broken by key, so a second one has no effect.');
  return orderBy?.[0];
}

function resolvePageSize({ first, last, after, before }: PageArgs): { size: number; backward: boolean } {
  for (const [name, value] of [
    ['first', first],
    ['last', last],
  ] as const)
    if (value != null && (value < 0 || value > maxPageSize))
      throw badInput(
        `${name}: ${value} is not a page. Ask for 0 to ${maxPageSize}, and follow the cursors for more.`,
        name,
      );
  if (first != null && last != null) throw badInput('first and last: give one of them.', 'last');
  if (last != null && after != null) throw badInput('after: goes with first; with last, give before.', 'after');
  if (last == null && before != null) throw badInput('before: goes with last.', 'before');
  return { size: first ?? last ?? defaultPageSize, backward: last != null };
}

/** Compiles a connection field: the page, and the total where it is asked for, in one expression. */
export function compilePage<R extends AliasedColumns>(
  plan: FieldPlan,
  args: PageArgs & Record<string, unknown>,
  build: (row: R) => ListSpec,
): SQL {
  const { size, backward } = resolvePageSize(args);
  const connection = plan.type as GraphQLObjectType;
  const nodeType = connectionFieldType(connection, 'nodes');
  const selection = collectFields(plan.operationInfo, connection, plan.fieldNodes);
  const names = new Map([...selection].map(([key, nodes]) => [key, nodes[0]?.name.value]));
  const wants = (name: string): boolean => [...names.values()].includes(name);

  const { first: _first, last: _last, after, before, ...list } = args;
  const signature = computeListSignature([plan.parentTypeName, plan.field.name, list]);
  const entity = getEntity(nodeType.name);
  const opened = openRow(plan.scope, entity, plan.scope.nextAlias());
  // A list is found in its own table alone; what else its nodes need is joined to the page.
  const spec = build(aliasColumns(entity.table, opened.alias) as AliasedColumns as R);
  const walk = new ListQuery(plan.scope, entity, opened, spec, plan.parentTypeName !== 'Query');
  const cursor = after ?? before;
  const position =
    cursor != null ? decodeCursor(cursor, signature, after != null ? 'after' : 'before', spec.order.length) : undefined;
  const start = { position, isDescending: spec.isDescending !== backward };
  const alias = sql.raw(`"${opened.alias}"`);
  const place = sql`json_array(${signature}, ${sql.join(spec.leadingColumns?.order ?? spec.order, sql`, `)})`;
  if (plan.isDirect)
    return compileDirectPage(plan, connection, selection, {
      compileNode: (nodes) => compileNode(plan, nodeType, nodes, opened, spec),
      edgeFields: spec.edgeFields ?? {},
      cursor: sql`base64url(${place})`,
      selectRows: (limit) => walk.selectRows(start, limit),
      aliasAndJoins: () => sql`${alias}${opened.joinClause()}`,
      selectHasRowsBefore: () => (position || !spec.leadingColumns ? walk.selectHasRowsBefore(start) : sql`0`),
      selectCount: () => walk.selectCount(),
      size,
      isBackward: backward,
    });

  const pairs: SQL[] = [];
  if (wants('nodes') || wants('edges') || wants('pageInfo')) {
    const cells: SQL[] = [sql`'c'`, place];
    for (const [key, nodes] of selection) {
      const name = names.get(key);
      if (name === 'nodes') cells.push(sql.raw(`'${key}'`), compileNode(plan, nodeType, nodes, opened, spec));
      if (name === 'edges')
        cells.push(sql.raw(`'${key}'`), compileEdge(plan, connection, nodeType, nodes, opened, spec));
    }
    pairs.push(
      sql`'p'`,
      sql`json((SELECT json_group_array(json_object(${sql.join(cells, sql`, `)})) FROM (${walk.selectRows(start, size + 1)}) ${alias}${opened.joinClause()}))`,
    );
  } else pairs.push(sql`'p'`, sql`json_array()`);
  if (wants('totalCount')) pairs.push(sql`'total'`, walk.selectCount());
  if (wants('pageInfo') && (position || !spec.leadingColumns))
    pairs.push(sql`'beyond'`, walk.selectHasRowsBefore(start));
  return sql`json_object(${sql.join(pairs, sql`, `)})`;
}

const connectionFieldType = (connection: GraphQLObjectType, field: 'nodes' | 'edges'): GraphQLObjectType =>
  getNamedType(connection.getFields()[field]?.type) as GraphQLObjectType;

/** What `json_object` makes is JSON to whatever it stands in; what comes out of a CASE is text until it is said to be JSON. */
const compileNode = (
  plan: FieldPlan,
  type: GraphQLObjectType,
  nodes: FieldPlan['fieldNodes'],
  opened: ReturnType<typeof openRow>,
  spec: ListSpec,
): SQL =>
  spec.compileNode ? sql`json(${spec.compileNode(nodes)})` : plan.selectObject(type, opened.row, opened, nodes);

function compileEdge(
  plan: FieldPlan,
  connection: GraphQLObjectType,
  nodeType: GraphQLObjectType,
  nodes: Parameters<typeof collectFields>[2],
  opened: ReturnType<typeof openRow>,
  spec: ListSpec,
): SQL {
  const edgeType = connectionFieldType(connection, 'edges');
  const pairs: SQL[] = [];
  for (const [key, fieldNodes] of collectFields(plan.operationInfo, edgeType, nodes)) {
    const name = fieldNodes[0]?.name.value ?? '';
    const extra = spec.edgeFields?.[name];
    if (name === 'node') pairs.push(sql.raw(`'${key}'`), compileNode(plan, nodeType, fieldNodes, opened, spec));
    else if (extra) pairs.push(sql.raw(`'${key}'`), extra);
  }
  return sql`json_object(${sql.join(pairs, sql`, `)})`;
}

/** Puts the rows in the order that was asked for, and drops the one that only told whether there are more. */
export function readPage(raw: RawPage, args: PageArgs): Page {
  const { size, backward } = resolvePageSize(args);
  const more = raw.p.length > size;
  const rows = raw.p.slice(0, size);
  return {
    rows: backward ? rows.reverse() : rows,
    total: raw.total ?? null,
    hasPrevious: backward ? more : raw.beyond === 1,
    hasNext: backward ? raw.beyond === 1 : more,
  };
}

export const encodeRowCursor = (row: Page['rows'][number]): string => encodeCursor(row.c);

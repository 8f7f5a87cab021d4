import { type SQL, sql } from 'drizzle-orm';
import { type GraphQLObjectType, getNamedType } from 'graphql';
import type { Condition } from '../../db/queries/filter.ts';
import { all, type Row } from '../../db/row.ts';
import { badInput } from '../../errors.ts';
import { decodeCursor, encodeCursor, signatureOf } from './cursor.ts';
import { entityOf, openRow } from './entity.ts';
import type { FieldPlan } from './plan.ts';
import { select } from './selection.ts';

export const defaultPage = 20;
export const largestPage = 100;

export interface PageArgs {
  first?: number | null;
  after?: string | null;
  last?: number | null;
  before?: string | null;
}

/** One list, in one total order: `order` ends with a column that no two rows share. All go the same way. */
export interface PageSpec {
  conditions: Condition[];
  order: SQL[];
  descending: boolean;
  /** True where the order is that of `at` and `key`, which list tables repeat. */
  byDay?: boolean;
  /** A subquery before the list's own table, ending in CROSS JOIN. */
  from?: SQL;
  /** What that subquery adds to the row, and the order's values as the row then has them. */
  added?: { columns: SQL; order: SQL[] };
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
  beyond?: number;
}

/** The first entry of `orderBy`, which GraphQL takes as a list. More than one is refused: every order here is total already. */
export function oneOrder<O>(orderBy: readonly O[] | null | undefined): O | undefined {
  if (orderBy && orderBy.length > 1) throw badInput('orderBy: give one order. Ties are broken by key, so a second one has no effect.');
  return orderBy?.[0];
}

export function pageSize({ first, last, after, before }: PageArgs): { size: number; backward: boolean } {
  for (const [name, value] of [
    ['first', first],
    ['last', last],
  ] as const)
    if (value != null && (value < 0 || value > largestPage))
      throw badInput(`${name}: ${value} is not a page. Ask for 0 to ${largestPage}, and follow the cursors for more.`, name);
  if (first != null && last != null) throw badInput('first and last: give one of them.', 'last');
  if (last != null && after != null) throw badInput('after: goes with first; with last, give before.', 'after');
  if (last == null && before != null) throw badInput('before: goes with last.', 'before');
  return { size: first ?? last ?? defaultPage, backward: last != null };
}

/** Compiles a connection field: the page, and the total where it is asked for, in one expression. */
export function compilePage<R extends Row>(plan: FieldPlan, args: PageArgs & Record<string, unknown>, build: (row: R) => PageSpec): SQL {
  const { size, backward } = pageSize(args);
  const connection = plan.type as GraphQLObjectType;
  const nodeType = typeOf(connection, 'nodes');
  const selection = select(plan.request, connection, plan.nodes);
  const names = new Map([...selection].map(([key, nodes]) => [key, nodes[0]?.name.value]));
  const wants = (name: string): boolean => [...names.values()].includes(name);

  const { first: _first, last: _last, after, before, ...list } = args;
  const signature = signatureOf([plan.parent, plan.field.name, list]);
  const opened = openRow(plan.scope, entityOf(nodeType.name), plan.scope.alias());
  const spec = build(opened.row as R);
  const driving = spec.byDay ? spec.conditions.findIndex((condition) => condition.drive) : -1;
  const drive = spec.conditions[driving]?.drive;
  const tests = spec.conditions.flatMap((condition, index) =>
    index === driving && condition.drive ? [condition.drive.where] : [condition.test],
  );
  const order = drive ? [drive.at, drive.key] : spec.order;
  const tables = drive
    ? sql`${drive.from} CROSS JOIN ${opened.from} ON ${(opened.row as Row).id as SQL} = ${drive.entryId}`
    : sql`${spec.from ?? sql``}${opened.from}`;

  const downward = spec.descending !== backward;
  const cursor = after ?? before;
  const position = cursor != null ? decodeCursor(cursor, signature, after != null ? 'after' : 'before', order.length) : undefined;
  const tuple = (values: readonly SQL[]): SQL => sql`(${sql.join([...values], sql`, `)})`;
  const beyond =
    position &&
    (downward
      ? sql`${tuple(order)} < ${tuple(position.map((value) => sql`${value}`))}`
      : sql`${tuple(order)} > ${tuple(position.map((value) => sql`${value}`))}`);
  const direction = sql.raw(downward ? 'DESC' : 'ASC');
  const orderBy = sql.join(
    order.map((column) => sql`${column} ${direction}`),
    sql`, `,
  );
  const alias = sql.raw(`"${opened.alias}"`);

  const pairs: SQL[] = [];
  if (wants('nodes') || wants('edges') || wants('pageInfo')) {
    const cells: SQL[] = [sql`'c'`, sql`json_array(${signature}, ${sql.join(spec.added?.order ?? spec.order, sql`, `)})`];
    for (const [key, nodes] of selection) {
      const name = names.get(key);
      if (name === 'nodes')
        cells.push(sql.raw(`'${key}'`), sql`json(${spec.node?.(nodes) ?? plan.object(nodeType, opened.row, opened, nodes)})`);
      if (name === 'edges') cells.push(sql.raw(`'${key}'`), sql`json(${edge(plan, connection, nodeType, nodes, opened, spec)})`);
    }
    const where = all(beyond ? [...tests, beyond] : tests);
    pairs.push(
      sql`'p'`,
      sql`json((SELECT json_group_array(json_object(${sql.join(cells, sql`, `)})) FROM (SELECT ${alias}.*${spec.added ? sql`, ${spec.added.columns}` : sql``} FROM ${tables} WHERE ${where} ORDER BY ${orderBy} LIMIT ${size + 1}) ${alias}${opened.join()}))`,
    );
  } else pairs.push(sql`'p'`, sql`json_array()`);
  if (wants('totalCount')) pairs.push(sql`'total'`, sql`(SELECT count(*) FROM ${tables} WHERE ${all(tests)})`);
  if (wants('pageInfo') && beyond)
    pairs.push(sql`'beyond'`, sql`EXISTS (SELECT 1 FROM ${tables} WHERE ${all([...tests, sql`NOT (${beyond})`])})`);
  return sql`json_object(${sql.join(pairs, sql`, `)})`;
}

const typeOf = (connection: GraphQLObjectType, field: 'nodes' | 'edges'): GraphQLObjectType =>
  getNamedType(connection.getFields()[field]?.type) as GraphQLObjectType;

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
    if (name === 'node')
      pairs.push(sql.raw(`'${key}'`), sql`json(${spec.node?.(fieldNodes) ?? plan.object(nodeType, opened.row, opened, fieldNodes)})`);
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

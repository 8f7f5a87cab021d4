import { type SQL, sql } from 'drizzle-orm';
import { type GraphQLObjectType, getNamedType } from 'graphql';
import type { Condition } from '../../db/queries/filter.ts';
import { type AliasedColumns, aliasColumns } from '../../db/sql-builder.ts';
import { badInput, type ChanceryError } from '../../model/errors.ts';
import { computeListSignature, decodeCursor } from './cursor.ts';
import { requireValue } from './direct-json.ts';
import { getEntity, openRow } from './entity-tables.ts';
import type { FieldPlan, ResponsePath } from './field-plan.ts';
import { ListQuery } from './list-query.ts';
import type { ListQuerySpec } from './list-query-spec.ts';
import { buildPageJson } from './page-json.ts';
import { collectFields } from './selection.ts';
import { widenDates } from './widen-dates.ts';

export const defaultPageSize = 20;
export const maxPageSize = 100;

export interface PageArgs {
  first?: number | null;
  after?: string | null;
  last?: number | null;
  before?: string | null;
}

/** A list, with the compilation of its nodes and edges. */
export interface ListSpec extends ListQuerySpec {
  /** Compiles a node that is not a row of the list's own table. */
  compileNode?: (nodes: FieldPlan['fieldNodes'], path: ResponsePath) => SQL;
  /** A value that cursors carry. `validate` returns an error for a cursor with another value. */
  cursorVersion?: { value: SQL; validate: (given: unknown, current: unknown) => ChanceryError | undefined };
  /** The fields of an edge other than `node` and `cursor`. */
  edgeFields?: Record<string, SQL>;
  /** The conditions of all possible matches, where no filter of the request decides about them. */
  possibleConditions?: () => Condition[];
  /** The other fields of the connection; compiled only if selected. */
  connectionFields?: Readonly<Record<string, () => SQL>>;
}

function resolvePageSize({ first, last, after, before }: PageArgs): { size: number; isBackward: boolean } {
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
  return { size: first ?? last ?? defaultPageSize, isBackward: last != null };
}

/** The type that declares the list, so that a cursor holds for a value's interface and for its type. */
function getListOwner({ operationInfo: { schema }, parentTypeName, field }: FieldPlan): string {
  const parent = schema.getType(parentTypeName);
  const interfaces = parent && 'getInterfaces' in parent ? parent.getInterfaces() : [];
  const owners = interfaces.filter((type) => field.name in type.getFields()).map(({ name }) => name);
  return owners.sort().at(-1) ?? parentTypeName;
}

/** Compiles a connection field: its page, and its totals if they are selected. */
export function compilePage<R extends AliasedColumns, A extends PageArgs>(
  plan: FieldPlan,
  args: A,
  build: (row: R, args: A) => ListSpec,
): SQL {
  const { size, isBackward } = resolvePageSize(args);
  plan.enterList(size);
  const connection = plan.type as GraphQLObjectType;
  const nodeType = getNamedType(connection.getFields().nodes?.type) as GraphQLObjectType;
  const selection = collectFields(plan.operationInfo, connection, plan.fieldNodes);

  const { first: _first, last: _last, after, before, ...list } = args;
  const signature = computeListSignature([getListOwner(plan), plan.field.name, list]);
  const entity = getEntity(nodeType.name);
  const opened = openRow(plan.scope, entity, plan.scope.nextAlias());
  // The rows of a list are found in its own table. Other tables that its nodes need are joined to the page.
  const spec = build(aliasColumns(entity.table, opened.alias) as AliasedColumns as R, args);
  const {
    compileNode,
    edgeFields = {},
    connectionFields = {},
    leadingColumns,
    order,
    isDescending,
    cursorVersion,
  } = spec;
  const query = new ListQuery(plan.scope, entity, opened, spec, plan.parentTypeName !== 'Query');
  const cursor = after ?? before;
  const cursorLength = order.length + (cursorVersion ? 1 : 0);
  const position =
    cursor != null ? decodeCursor(cursor, signature, after != null ? 'after' : 'before', cursorLength) : undefined;
  if (cursorVersion) {
    const given = position?.pop();
    // Also without a cursor, so that the first page is the same statement as the others.
    plan.scope.require(cursorVersion.value, (current) =>
      position ? cursorVersion.validate(given, current) : undefined,
    );
  }
  const start = { position, isDescending: isDescending !== isBackward };
  const versions = cursorVersion ? [cursorVersion.value] : [];
  const cursorValues = sql`json_array(${signature}, ${sql.join([...(leadingColumns?.order ?? order), ...versions], sql`, `)})`;
  return buildPageJson(plan, connection, selection, {
    size,
    isBackward,
    cursor: sql`base64url(${cursorValues})`,
    edgeFields,
    connectionFields,
    compileNode(nodes, path) {
      if (!compileNode) return plan.selectObject(nodeType, opened.row, opened, nodes, path);
      // The result of a CASE is text until `json` makes it JSON again.
      const node = sql`json(${compileNode(nodes, path)})`;
      return plan.isCompletedByExecutor ? node : requireValue(node);
    },
    aliasAndJoins: () => sql`${sql.raw(`"${opened.alias}"`)}${opened.joinClause()}`,
    selectRows: (limit) => query.selectRows(start, limit),
    selectHasRowsBefore: () => (position || !leadingColumns ? query.selectHasRowsBefore(start) : sql`0`),
    selectCount: () => query.selectCount(),
    selectPossibleCount() {
      const widened = widenDates(args, plan.field.args);
      if (widened === args && !spec.possibleConditions) return sql`0`;
      const wider = openRow(plan.scope, entity, plan.scope.nextAlias());
      const widerSpec = build(aliasColumns(entity.table, wider.alias) as AliasedColumns as R, widened);
      const conditions = widerSpec.possibleConditions?.() ?? widerSpec.conditions;
      const all = new ListQuery(
        plan.scope,
        entity,
        wider,
        { ...widerSpec, conditions },
        plan.parentTypeName !== 'Query',
      );
      return sql`(${all.selectCount()} - ${query.selectCount()})`;
    },
  });
}

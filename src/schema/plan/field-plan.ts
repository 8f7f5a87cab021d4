import { type SQL, sql } from 'drizzle-orm';
import {
  type FieldNode,
  type GraphQLCompositeType,
  GraphQLError,
  type GraphQLField,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  getArgumentValues,
  getNamedType,
  isAbstractType,
} from 'graphql';
import type { AliasedColumns, StatementContext } from '../../db/sql-builder.ts';
import { ChanceryError } from '../../model/errors.ts';
import { findArgumentPath } from './argument-path.ts';
import { NeedsResolver, serializeLeaf } from './direct-json.ts';
import {
  type AbstractEntity,
  type Entity,
  getEntity,
  isAbstractEntity,
  type OpenedRow,
  openRow,
} from './entity-tables.ts';
import { rejectNulls } from './reject-nulls.ts';
import { collectFields, type Selection } from './selection.ts';
import { getOrBuildFragment } from './sql-fragment-cache.ts';

// biome-ignore lint/suspicious/noExplicitAny: each field knows the row and the arguments that it was declared with.
type Untyped = any;

/** A field's SQL: an expression over the row of its parent. */
export type CompileField<R extends object = Untyped, A = Untyped> = (row: R, args: A, plan: FieldPlan) => SQL;

/** What a field keeps in its `extensions`: the SQL of what its resolver reads, and of the value as it is answered, where SQL can make that. */
interface FieldExtensions {
  compile?: CompileField;
  compileDirect?: CompileField | undefined;
}

export type OperationInfo = Pick<GraphQLResolveInfo, 'schema' | 'fragments' | 'variableValues'>;

/** One field of the request on its way to SQL, with what its arguments and its selection say. */
export class FieldPlan {
  readonly operationInfo: OperationInfo;
  readonly scope: StatementContext;
  readonly field: GraphQLField<unknown, unknown>;
  readonly fieldNodes: readonly FieldNode[];
  readonly parentTypeName: string;
  /** Whether the SQL is to make the answer itself: nothing reads it any more before it is sent. */
  readonly isDirect: boolean;

  constructor(
    { operationInfo, scope, isDirect }: Pick<FieldPlan, 'operationInfo' | 'scope' | 'isDirect'>,
    field: GraphQLField<unknown, unknown>,
    nodes: readonly FieldNode[],
    parent: string,
  ) {
    this.operationInfo = operationInfo;
    this.scope = scope;
    this.isDirect = isDirect;
    this.field = field;
    this.fieldNodes = nodes;
    this.parentTypeName = parent;
  }

  /** The type that the field returns, without lists and non-nulls. */
  get type(): GraphQLObjectType | GraphQLInterfaceType {
    return getNamedType(this.field.type) as GraphQLObjectType | GraphQLInterfaceType;
  }

  compile(row: object): SQL {
    const { compile, compileDirect: final } = this.field.extensions as FieldExtensions;
    if (this.isDirect && !final) throw new NeedsResolver();
    const how = this.isDirect ? final : compile;
    if (!how) throw new Error(`${this.parentTypeName}.${this.field.name} has no plan.`);
    try {
      const { args, scope } = this;
      const before = scope.requirementCount;
      const value = how(row, args, this);
      scope.setRequirementPaths(before, this.fieldNodes[0], (about) => findArgumentPath(about, args));
      return this.isDirect ? serializeLeaf(this.field.type, value) : value;
    } catch (error) {
      if (!(error instanceof ChanceryError)) throw error;
      throw locateError(this.fieldNodes, error);
    }
  }

  get args(): Record<string, unknown> {
    const [node] = this.fieldNodes;
    if (!node) return {};
    const args = getArgumentValues(this.field, node, this.operationInfo.variableValues);
    rejectNulls(args, this.field.name);
    return args;
  }

  /** The one value of the field's type for which `where` holds, as JSON; null where there is none. */
  selectOne(
    where: (row: AliasedColumns) => SQL,
    type: GraphQLCompositeType = this.type,
    nodes: readonly FieldNode[] = this.fieldNodes,
  ): SQL {
    const opened = openRow(this.scope, getEntity(type.name), this.scope.nextAlias());
    const object = this.selectObject(type, opened.row, opened, nodes);
    const test = where(opened.row);
    return sql`json((SELECT ${object} FROM ${opened.fromClause}${opened.joinClause()} WHERE ${test} LIMIT 1))`;
  }

  /** All values of the field's type, as a JSON array. `through` puts a list table before the type's own. */
  selectMany(build: (row: AliasedColumns) => { where: SQL; orderBy: SQL; through?: SQL }): SQL {
    const opened = openRow(this.scope, getEntity(this.type.name), this.scope.nextAlias());
    const { where, orderBy, through } = build(opened.row);
    const object = this.selectObject(this.type, opened.row, opened);
    const alias = sql.raw(`"${opened.alias}"`);
    const tables = through ? sql`${through} CROSS JOIN ${opened.fromClause}` : opened.fromClause;
    return sql`json((SELECT json_group_array(${object}) FROM (SELECT ${alias}.* FROM ${tables} WHERE ${where} ORDER BY ${orderBy} LIMIT -1) ${alias}${opened.joinClause()}))`;
  }

  /** What is selected of a value that is embedded in a row. */
  selectEmbedded(row: Record<string, SQL>): SQL {
    return this.selectObject(this.type, row);
  }

  /** The JSON object of everything selected on one value of `type`. */
  selectObject(
    type: GraphQLCompositeType,
    row: object,
    opened?: OpenedRow,
    nodes: readonly FieldNode[] = this.fieldNodes,
  ): SQL {
    const make = (): SQL => this.#buildObject(type, row as AliasedColumns, opened, nodes);
    const { scope, operationInfo: request, isDirect: final } = this;
    // Without variables the whole statement is kept already.
    if (!opened || Object.keys(request.variableValues.coerced).length === 0) return make();
    return getOrBuildFragment(
      { scope, opened, nodes, fragments: request.fragments, variant: `${type.name} ${final}` },
      make,
    );
  }

  #buildObject(
    type: GraphQLCompositeType,
    row: AliasedColumns,
    opened: OpenedRow | undefined,
    nodes: readonly FieldNode[],
  ): SQL {
    const where = isAbstractType(type) ? getEntity(type.name) : undefined;
    if (this.isDirect && where && isAbstractEntity(where) && opened && this.#hasTypeSpecificFields(type, where, nodes))
      return this.#buildTypeBranches(type, where, row, opened, nodes);
    const pairs = this.#buildPairs(type, row, nodes);
    if (!this.isDirect && where && isAbstractEntity(where) && opened)
      pairs.push(
        sql`'__typename'`,
        selectAbstractTypename(where, row),
        sql`'$'`,
        this.#buildTypeBranches(type, where, row, opened, nodes),
      );
    return sql`json_object(${sql.join(pairs, sql`, `)})`;
  }

  /** `common`: what is asked of all types of an interface. It is told apart, or as the interface's own where the SQL is to make the answer itself. */
  #buildPairs(
    type: GraphQLCompositeType,
    row: AliasedColumns,
    nodes: readonly FieldNode[],
    common?: SharedSelection,
  ): SQL[] {
    const pairs: SQL[] = [];
    for (const [key, fieldNodes] of collectFields(this.operationInfo, type, nodes)) {
      const name = fieldNodes[0]?.name.value ?? key;
      const shared = common?.selection.get(key)?.length === fieldNodes.length;
      if (shared && !this.isDirect) continue;
      if (name === '__typename') {
        if (this.isDirect) pairs.push(sql.raw(`'${key}'`), selectTypename(type, row));
        continue;
      }
      const parent = shared ? common.type : type;
      const field = (parent as GraphQLObjectType).getFields()[name];
      if (!field) continue;
      const child = new FieldPlan(this, field, fieldNodes, parent.name);
      pairs.push(sql.raw(`'${key}'`), child.compile(shared ? common.row : row));
    }
    return pairs;
  }

  /** Whether more is asked of some of its types than of all. */
  #hasTypeSpecificFields(type: GraphQLCompositeType, where: AbstractEntity, nodes: readonly FieldNode[]): boolean {
    const common = [...collectFields(this.operationInfo, type, nodes)];
    return Object.values(where.typeByKind).some((name) => {
      const own = [
        ...collectFields(this.operationInfo, this.operationInfo.schema.getType(name) as GraphQLObjectType, nodes),
      ];
      return (
        own.length !== common.length ||
        own.some(([key, fields], at) => common[at]?.[0] !== key || common[at]?.[1].length !== fields.length)
      );
    });
  }

  /** What is asked of some types only, or of each apart: one branch for each type, over the row of the common table. */
  #buildTypeBranches(
    type: GraphQLCompositeType,
    where: AbstractEntity,
    row: AliasedColumns,
    opened: OpenedRow,
    nodes: readonly FieldNode[],
  ): SQL {
    const common = { type, row, selection: collectFields(this.operationInfo, type, nodes) };
    const branches: SQL[] = [];
    for (const [kind, name] of Object.entries(where.typeByKind)) {
      const concrete = this.operationInfo.schema.getType(name) as GraphQLObjectType;
      const inner = openRow(
        this.scope,
        { table: where.table, secondTable: otherTableOf(getEntity(name), where) },
        opened.alias,
      );
      const pairs = this.#buildPairs(concrete, inner.row, nodes, common);
      if (pairs.length === 0 && !this.isDirect) continue;
      const object = sql`json_object(${sql.join(pairs, sql`, `)})`;
      const join = inner.joinClause();
      // `SELECT 1` stands in for the common table, which is in scope already.
      branches.push(
        sql`WHEN '${sql.raw(kind)}' THEN ${join ? sql`(SELECT ${object} FROM (SELECT 1)${join})` : object}`,
      );
    }
    return branches.length === 0
      ? sql`NULL`
      : sql`json(CASE ${row[where.kindColumn]} ${sql.join(branches, sql` `)} END)`;
  }
}

/** Told at the field that it is about: the root field would be blamed otherwise. */
export const locateError = (nodes: readonly FieldNode[], error: ChanceryError): GraphQLError =>
  new GraphQLError(error.message, {
    nodes,
    originalError: error,
    extensions: { code: error.code, ...(error.field !== undefined && { field: error.field }) },
  });

interface SharedSelection {
  type: GraphQLCompositeType;
  row: AliasedColumns;
  selection: Selection;
}

const otherTableOf = (concrete: Entity, where: AbstractEntity) =>
  (concrete.table === where.table ? concrete.secondTable : concrete.table) as AbstractEntity['table'];

export const selectAbstractTypename = (where: AbstractEntity, row: AliasedColumns): SQL =>
  sql`CASE ${row[where.kindColumn]} ${sql.join(
    Object.entries(where.typeByKind).map(([kind, name]) => sql.raw(`WHEN '${kind}' THEN '${name}'`)),
    sql` `,
  )} END`;

const selectTypename = (type: GraphQLCompositeType, row: AliasedColumns): SQL => {
  const where = isAbstractType(type) ? getEntity(type.name) : undefined;
  return where && isAbstractEntity(where) ? selectAbstractTypename(where, row) : sql.raw(`'${type.name}'`);
};

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
import type { Row, Scope } from '../../db/sql-builder.ts';
import { ChanceryError } from '../../model/errors.ts';
import { pathTo } from './argument-path.ts';
import { NotFinal, told } from './direct-json.ts';
import { type AbstractEntity, entityOf, isAbstract, type Opened, openRow } from './entity-tables.ts';
import { refuseNulls } from './reject-nulls.ts';
import { type Selection, select } from './selection.ts';
import { constant } from './sql-fragment-cache.ts';

// biome-ignore lint/suspicious/noExplicitAny: each field knows the row and the arguments that it was declared with.
type Loose = any;

/** A field's SQL: an expression over the row of its parent. */
export type Compile<R extends Row = Loose, A = Loose> = (row: R, args: A, plan: FieldPlan) => SQL;

/** What a field keeps in its `extensions`: the SQL of what its resolver reads, and of the value as it is answered, where SQL can make that. */
interface FieldExtensions {
  compile?: Compile;
  final?: Compile | undefined;
}

export type Request = Pick<GraphQLResolveInfo, 'schema' | 'fragments' | 'variableValues'>;

/** One field of the request on its way to SQL, with what its arguments and its selection say. */
export class FieldPlan {
  readonly request: Request;
  readonly scope: Scope;
  readonly field: GraphQLField<unknown, unknown>;
  readonly nodes: readonly FieldNode[];
  readonly parent: string;
  /** Whether the SQL is to make the answer itself: nothing reads it any more before it is sent. */
  readonly final: boolean;

  constructor(
    { request, scope, final }: Pick<FieldPlan, 'request' | 'scope' | 'final'>,
    field: GraphQLField<unknown, unknown>,
    nodes: readonly FieldNode[],
    parent: string,
  ) {
    this.request = request;
    this.scope = scope;
    this.final = final;
    this.field = field;
    this.nodes = nodes;
    this.parent = parent;
  }

  /** The type that the field returns, without lists and non-nulls. */
  get type(): GraphQLObjectType | GraphQLInterfaceType {
    return getNamedType(this.field.type) as GraphQLObjectType | GraphQLInterfaceType;
  }

  compile(row: Row): SQL {
    const { compile, final } = this.field.extensions as FieldExtensions;
    if (this.final && !final) throw new NotFinal();
    const how = this.final ? final : compile;
    if (!how) throw new Error(`${this.parent}.${this.field.name} has no plan.`);
    try {
      const { args, scope } = this;
      const before = scope.required;
      const value = how(row, args, this);
      scope.locate(before, this.nodes[0], (about) => pathTo(about, args));
      return this.final ? told(this.field.type, value) : value;
    } catch (error) {
      if (!(error instanceof ChanceryError)) throw error;
      throw toldAt(this.nodes, error);
    }
  }

  get args(): Record<string, unknown> {
    const [node] = this.nodes;
    if (!node) return {};
    const args = getArgumentValues(this.field, node, this.request.variableValues);
    refuseNulls(args, this.field.name);
    return args;
  }

  /** The one value of the field's type for which `where` holds, as JSON; null where there is none. */
  one(where: (row: Row) => SQL, type: GraphQLCompositeType = this.type, nodes: readonly FieldNode[] = this.nodes): SQL {
    const opened = openRow(this.scope, entityOf(type.name), this.scope.alias());
    const object = this.object(type, opened.row, opened, nodes);
    const test = where(opened.row);
    return sql`json((SELECT ${object} FROM ${opened.from}${opened.join()} WHERE ${test} LIMIT 1))`;
  }

  /** All values of the field's type, as a JSON array. `through` puts a list table before the type's own. */
  many(build: (row: Row) => { where: SQL; orderBy: SQL; through?: SQL }): SQL {
    const opened = openRow(this.scope, entityOf(this.type.name), this.scope.alias());
    const { where, orderBy, through } = build(opened.row);
    const object = this.object(this.type, opened.row, opened);
    const alias = sql.raw(`"${opened.alias}"`);
    const tables = through ? sql`${through} CROSS JOIN ${opened.from}` : opened.from;
    return sql`json((SELECT json_group_array(${object}) FROM (SELECT ${alias}.* FROM ${tables} WHERE ${where} ORDER BY ${orderBy} LIMIT -1) ${alias}${opened.join()}))`;
  }

  /** What is selected of a value that is embedded in a row. */
  embed(row: Record<string, SQL>): SQL {
    return this.object(this.type, row as Row);
  }

  /** The JSON object of everything selected on one value of `type`. */
  object(type: GraphQLCompositeType, row: Row, opened?: Opened, nodes: readonly FieldNode[] = this.nodes): SQL {
    const make = (): SQL => this.#object(type, row, opened, nodes);
    const { scope, request, final } = this;
    // Without variables the whole statement is kept already.
    if (!opened || Object.keys(request.variableValues.coerced).length === 0) return make();
    return constant({ scope, opened, nodes, fragments: request.fragments, as: `${type.name} ${final}` }, make);
  }

  #object(type: GraphQLCompositeType, row: Row, opened: Opened | undefined, nodes: readonly FieldNode[]): SQL {
    const where = isAbstractType(type) ? entityOf(type.name) : undefined;
    if (this.final && where && isAbstract(where) && opened && this.#differs(type, where, nodes))
      return this.#specific(type, where, row, opened, nodes);
    const pairs = this.#pairs(type, row, nodes);
    if (!this.final && where && isAbstract(where) && opened)
      pairs.push(sql`'__typename'`, typeName(where, row), sql`'$'`, this.#specific(type, where, row, opened, nodes));
    return sql`json_object(${sql.join(pairs, sql`, `)})`;
  }

  /** `common`: what is asked of all types of an interface. It is told apart, or as the interface's own where the SQL is to make the answer itself. */
  #pairs(type: GraphQLCompositeType, row: Row, nodes: readonly FieldNode[], common?: Common): SQL[] {
    const pairs: SQL[] = [];
    for (const [key, fieldNodes] of select(this.request, type, nodes)) {
      const name = fieldNodes[0]?.name.value ?? key;
      const shared = common?.selection.get(key)?.length === fieldNodes.length;
      if (shared && !this.final) continue;
      if (name === '__typename') {
        if (this.final) pairs.push(sql.raw(`'${key}'`), typeNameOf(type, row));
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
  #differs(type: GraphQLCompositeType, where: AbstractEntity, nodes: readonly FieldNode[]): boolean {
    const common = [...select(this.request, type, nodes)];
    return Object.values(where.types).some((name) => {
      const own = [...select(this.request, this.request.schema.getType(name) as GraphQLObjectType, nodes)];
      return (
        own.length !== common.length ||
        own.some(([key, fields], at) => common[at]?.[0] !== key || common[at]?.[1].length !== fields.length)
      );
    });
  }

  /** What is asked of some types only, or of each apart: one branch for each type, over the row of the common table. */
  #specific(
    type: GraphQLCompositeType,
    where: AbstractEntity,
    row: Row,
    opened: Opened,
    nodes: readonly FieldNode[],
  ): SQL {
    const common = { type, row, selection: select(this.request, type, nodes) };
    const branches: SQL[] = [];
    for (const [kind, name] of Object.entries(where.types)) {
      const concrete = this.request.schema.getType(name) as GraphQLObjectType;
      const inner = openRow(this.scope, { table: where.table, other: otherThan(entityOf(name), where) }, opened.alias);
      const pairs = this.#pairs(concrete, inner.row, nodes, common);
      if (pairs.length === 0 && !this.final) continue;
      const object = sql`json_object(${sql.join(pairs, sql`, `)})`;
      const join = inner.join();
      // `SELECT 1` stands in for the common table, which is in scope already.
      branches.push(
        sql`WHEN '${sql.raw(kind)}' THEN ${join ? sql`(SELECT ${object} FROM (SELECT 1)${join})` : object}`,
      );
    }
    return branches.length === 0 ? sql`NULL` : sql`json(CASE ${row[where.kind]} ${sql.join(branches, sql` `)} END)`;
  }
}

/** Told at the field that it is about: the root field would be blamed otherwise. */
export const toldAt = (nodes: readonly FieldNode[], error: ChanceryError): GraphQLError =>
  new GraphQLError(error.message, {
    nodes,
    originalError: error,
    extensions: { code: error.code, ...(error.field !== undefined && { field: error.field }) },
  });

interface Common {
  type: GraphQLCompositeType;
  row: Row;
  selection: Selection;
}

const otherThan = (
  concrete: { table: AbstractEntity['table']; other?: AbstractEntity['table'] },
  where: AbstractEntity,
) => (concrete.table === where.table ? concrete.other : concrete.table) as AbstractEntity['table'];

export const typeName = (where: AbstractEntity, row: Row): SQL =>
  sql`CASE ${row[where.kind]} ${sql.join(
    Object.entries(where.types).map(([kind, name]) => sql.raw(`WHEN '${kind}' THEN '${name}'`)),
    sql` `,
  )} END`;

const typeNameOf = (type: GraphQLCompositeType, row: Row): SQL => {
  const where = isAbstractType(type) ? entityOf(type.name) : undefined;
  return where && isAbstract(where) ? typeName(where, row) : sql.raw(`'${type.name}'`);
};

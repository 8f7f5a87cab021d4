import { type SQL, sql } from 'drizzle-orm';
import {
  type FieldNode,
  type GraphQLCompositeType,
  GraphQLError,
  type GraphQLField,
  type GraphQLInterfaceType,
  type GraphQLObjectType,
  GraphQLString,
  getArgumentValues,
  getNamedType,
  getNullableType,
  isAbstractType,
  isListType,
} from 'graphql';
import { measuredListLength, measureList, measureText } from '../../db/measure-result.ts';
import type { AliasedColumns, StatementContext } from '../../db/sql-builder.ts';
import { ChanceryError } from '../../model/errors.ts';
import { findArgumentPath } from './argument-path.ts';
import { serializeLeaf } from './direct-json.ts';
import {
  type AbstractEntity,
  type Entity,
  getEntity,
  isAbstractEntity,
  type OpenedRow,
  openRow,
} from './entity-tables.ts';
import { normalizeArguments } from './normalize-arguments.ts';
import { collectFields, type OperationInfo, type Selection } from './selection.ts';
import { getOrBuildFragment } from './sql-fragment-cache.ts';

// biome-ignore lint/suspicious/noExplicitAny: each field knows the row and the arguments that it was declared with.
type Untyped = any;

/** Compiles a field to an expression over the row of its parent. */
export type CompileField<R extends object = Untyped, A = Untyped> = (row: R, args: A, plan: FieldPlan) => SQL;

/** The response keys and list indexes that lead to a value. */
export type ResponsePath = readonly (string | number)[];

/** The lists around a field. */
interface ListNesting {
  listDepth: number;
  /** The number of objects in them, if all lists are full. */
  objectCount: number;
}

/** The assumed length of a list without pages. */
const assumedListLength = 5;

/** A field of the request that is being compiled to SQL: its arguments and its selection. */
export class FieldPlan {
  readonly operationInfo: OperationInfo;
  readonly scope: StatementContext;
  readonly field: GraphQLField<unknown, unknown>;
  readonly fieldNodes: readonly FieldNode[];
  readonly parentTypeName: string;
  /**
   * Whether graphql-js completes the values, in place of SQL: it serializes leaves, locates missing
   * values, and finds the type of an object in its `$type`, which no alias can have as its name.
   */
  readonly isCompletedByExecutor: boolean;
  /** The path of the first value of the field in the response. */
  readonly path: ResponsePath;
  readonly #outside: ListNesting;
  /** The lists around the fields of its objects. */
  #inside: ListNesting;

  constructor(
    {
      operationInfo,
      scope,
      isCompletedByExecutor,
    }: Pick<FieldPlan, 'operationInfo' | 'scope' | 'isCompletedByExecutor'>,
    field: GraphQLField<unknown, unknown>,
    nodes: readonly FieldNode[],
    parent: string,
    path: ResponsePath,
    nesting: ListNesting = { listDepth: 0, objectCount: 1 },
  ) {
    this.operationInfo = operationInfo;
    this.scope = scope;
    this.isCompletedByExecutor = isCompletedByExecutor;
    this.#outside = nesting;
    this.#inside = nesting;
    this.field = field;
    this.fieldNodes = nodes;
    this.parentTypeName = parent;
    this.path = path;
  }

  /** The type that the field returns, without lists and non-nulls. */
  get type(): GraphQLObjectType | GraphQLInterfaceType {
    return getNamedType(this.field.type) as GraphQLObjectType | GraphQLInterfaceType;
  }

  compile(row: object): SQL {
    const { compile } = this.field.extensions;
    if (!compile) throw new Error(`${this.parentTypeName}.${this.field.name} does not compile to SQL.`);
    const { scope } = this;
    let args: Record<string, unknown> = {};
    try {
      args = this.args;
      const requirementCount = scope.requirementCount;
      const value = compile(row, args, this);
      scope.locateRequirements(requirementCount, this.fieldNodes[0], this.path, (part) => findArgumentPath(part, args));
      const measured =
        getNullableType(this.field.type) === GraphQLString ? measureText(value, this.#outside.listDepth) : value;
      return this.isCompletedByExecutor ? measured : serializeLeaf(this.field.type, measured);
    } catch (error) {
      if (!(error instanceof ChanceryError)) throw error;
      throw locateError(this.fieldNodes, this.path, locateInArguments(error, args));
    }
  }

  get args(): Record<string, unknown> {
    const [node] = this.fieldNodes;
    if (!node) return {};
    return normalizeArguments(this.field.args, getArgumentValues(this.field, node, this.operationInfo.variableValues));
  }

  /** Selects the value of the field's type for which `where` holds, as JSON; null if there is none. */
  selectOne(
    where: (row: AliasedColumns) => SQL,
    type: GraphQLCompositeType = this.type,
    nodes: readonly FieldNode[] = this.fieldNodes,
    path: ResponsePath = this.#valuePath,
  ): SQL {
    const opened = openRow(this.scope, getEntity(type.name), this.scope.nextAlias());
    const object = this.selectObject(type, opened.row, opened, nodes, path);
    const test = where(opened.row);
    return sql`json((SELECT ${object} FROM ${opened.fromClause}${opened.joinClause()} WHERE ${test} LIMIT 1))`;
  }

  /** Selects values of the field's type as a JSON array. `through` puts a list table before the type's table. */
  selectMany(build: (row: AliasedColumns) => { where: SQL; orderBy: SQL; through?: SQL }): SQL {
    this.enterList(assumedListLength);
    const opened = openRow(this.scope, getEntity(this.type.name), this.scope.nextAlias());
    const { where, orderBy, through } = build(opened.row);
    const object = this.selectObject(this.type, opened.row, opened);
    const alias = sql.raw(`"${opened.alias}"`);
    const tables = through ? sql`${through} CROSS JOIN ${opened.fromClause}` : opened.fromClause;
    const rows = sql`FROM (SELECT ${alias}.* FROM ${tables} WHERE ${where} ORDER BY ${orderBy} LIMIT -1) ${alias}${opened.joinClause()}`;
    return this.selectList(sql`json_group_array(${object})`, rows);
  }

  /** The path of the first value; in a list, it has the index 0. */
  get #valuePath(): ResponsePath {
    return isListType(getNullableType(this.field.type)) ? [...this.path, 0] : this.path;
  }

  /** Notes that the objects of the field are in a list, before their fields are compiled. */
  enterList(maxLength: number): void {
    const { listDepth, objectCount } = this.#outside;
    this.#inside = { listDepth: listDepth + 1, objectCount: objectCount * maxLength };
  }

  /** Selects the aggregate of the rows of a list as JSON; measures it if the lists around it could have many objects. */
  selectList(aggregate: SQL, from: SQL): SQL {
    return this.#inside.objectCount > measuredListLength
      ? sql`json((${measureList(aggregate, from, this.#outside.listDepth)}))`
      : sql`json((SELECT ${aggregate} ${from}))`;
  }

  /** Selects an object whose values are columns of the parent's row. */
  selectEmbedded(row: Record<string, SQL>): SQL {
    return this.selectObject(this.type, row);
  }

  /**
   * Builds the JSON object of the fields that are selected on a value of `type`. `path`: that of the first such value,
   * if it is not the value of this field.
   */
  selectObject(
    type: GraphQLCompositeType,
    row: object,
    opened?: OpenedRow,
    nodes: readonly FieldNode[] = this.fieldNodes,
    path: ResponsePath = this.#valuePath,
  ): SQL {
    const build = (): SQL => this.#buildObject(type, row as AliasedColumns, opened, nodes, path);
    const { scope, operationInfo, isCompletedByExecutor } = this;
    // Without variables, the whole statement is cached. The id of a past version has its instant in it.
    if (!opened || scope.versionAt !== undefined || Object.keys(operationInfo.variableValues.coerced).length === 0)
      return build();
    const variant = `${type.name} ${isCompletedByExecutor} ${this.#inside.listDepth} ${this.#inside.objectCount}`;
    return getOrBuildFragment({ scope, opened, nodes, fragments: operationInfo.fragments, variant }, build);
  }

  #buildObject(
    type: GraphQLCompositeType,
    row: AliasedColumns,
    opened: OpenedRow | undefined,
    nodes: readonly FieldNode[],
    path: ResponsePath,
  ): SQL {
    const entity = isAbstractType(type) ? getEntity(type.name) : undefined;
    return entity && isAbstractEntity(entity) && opened && this.#hasTypeSpecificFields(type, entity, nodes)
      ? this.#buildTypeBranches(type, entity, row, opened, nodes, path)
      : this.#buildJsonObject(type, row, nodes, path);
  }

  /** `shared`: the selection on all types of the interface. Its fields are compiled as fields of the interface. */
  #buildJsonObject(
    type: GraphQLCompositeType,
    row: AliasedColumns,
    nodes: readonly FieldNode[],
    path: ResponsePath,
    shared?: SharedSelection,
  ): SQL {
    const pairs: SQL[] = [];
    for (const [key, fieldNodes] of collectFields(this.operationInfo, type, nodes)) {
      const name = fieldNodes[0]?.name.value ?? key;
      if (name === '__typename') {
        pairs.push(sql.raw(`'${key}'`), selectTypename(type, row));
        continue;
      }
      const isShared = shared?.selection.get(key)?.length === fieldNodes.length;
      const parent = isShared ? shared.type : type;
      const field = (parent as GraphQLObjectType).getFields()[name];
      if (!field) continue;
      const child = new FieldPlan(this, field, fieldNodes, parent.name, [...path, key], this.#inside);
      pairs.push(sql.raw(`'${key}'`), child.compile(isShared ? shared.row : row));
    }
    if (this.isCompletedByExecutor) pairs.push(sql`'$type'`, selectTypename(type, row));
    return sql`json_object(${sql.join(pairs, sql`, `)})`;
  }

  /** Whether fields are selected that not all types of the interface have. */
  #hasTypeSpecificFields(type: GraphQLCompositeType, entity: AbstractEntity, nodes: readonly FieldNode[]): boolean {
    const shared = [...collectFields(this.operationInfo, type, nodes)];
    return Object.values(entity.typeByKind).some((name) => {
      const fields = [...collectFields(this.operationInfo, this.#getObjectType(name), nodes)];
      return (
        fields.length !== shared.length ||
        fields.some(
          ([key, fieldNodes], index) => shared[index]?.[0] !== key || shared[index]?.[1].length !== fieldNodes.length,
        )
      );
    });
  }

  /** Builds one branch for each type of an interface, over the row of the shared table. */
  #buildTypeBranches(
    type: GraphQLCompositeType,
    entity: AbstractEntity,
    row: AliasedColumns,
    opened: OpenedRow,
    nodes: readonly FieldNode[],
    path: ResponsePath,
  ): SQL {
    const shared = { type, row, selection: collectFields(this.operationInfo, type, nodes) };
    const branches = Object.entries(entity.typeByKind).map(([kind, name]) => {
      const secondTable = otherTableOf(getEntity(name), entity);
      const inner = openRow(this.scope, { table: entity.table, secondTable }, opened.alias);
      const object = this.#buildJsonObject(this.#getObjectType(name), inner.row, nodes, path, shared);
      const join = inner.joinClause();
      // `SELECT 1` replaces the shared table, which is already in scope.
      return sql`WHEN '${sql.raw(kind)}' THEN ${join ? sql`(SELECT ${object} FROM (SELECT 1)${join})` : object}`;
    });
    return sql`json(CASE ${row[entity.kindColumn]} ${sql.join(branches, sql` `)} END)`;
  }

  #getObjectType(name: string): GraphQLObjectType {
    return this.operationInfo.schema.getType(name) as GraphQLObjectType;
  }
}

/** Returns an error about a part of the arguments with its path among all of them. */
function locateInArguments(error: ChanceryError, args: object): ChanceryError {
  const { code, message, field, within } = error;
  const path = within && findArgumentPath(within, args);
  return path === undefined ? error : new ChanceryError(code, message, [path, field].filter(Boolean).join('.'));
}

/** Adds the location and the path of its field to an error, which would otherwise have those of the root field. */
export const locateError = (nodes: readonly FieldNode[], path: ResponsePath, error: ChanceryError): GraphQLError =>
  new GraphQLError(error.message, {
    nodes,
    path,
    originalError: error,
    extensions: { code: error.code, ...(error.field !== undefined && { field: error.field }) },
  });

interface SharedSelection {
  type: GraphQLCompositeType;
  row: AliasedColumns;
  selection: Selection;
}

const otherTableOf = (concrete: Entity, { table }: AbstractEntity) =>
  (concrete.table === table ? concrete.secondTable : concrete.table) as AbstractEntity['table'];

export const selectAbstractTypename = ({ kindColumn, typeByKind }: AbstractEntity, row: AliasedColumns): SQL =>
  sql`CASE ${row[kindColumn]} ${sql.join(
    Object.entries(typeByKind).map(([kind, name]) => sql.raw(`WHEN '${kind}' THEN '${name}'`)),
    sql` `,
  )} END`;

function selectTypename(type: GraphQLCompositeType, row: AliasedColumns): SQL {
  const entity = isAbstractType(type) ? getEntity(type.name) : undefined;
  return entity && isAbstractEntity(entity) ? selectAbstractTypename(entity, row) : sql.raw(`'${type.name}'`);
}

import { type SQL, sql } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { FieldNode, GraphQLResolveInfo } from 'graphql';
import { type AliasedColumns, type InputRequirement, StatementContext } from '../../db/sql-builder.ts';
import { type ResultObject, trustResult } from '../builder.ts';
import type { Context } from '../context.ts';
import { NeedsResolver } from './direct-json.ts';
import { type CompileField, FieldPlan, locateError } from './field-plan.ts';
import { type CompiledStatement, getOrBuildStatement } from './statement-cache.ts';

/** Converts what SQL made into the value of the field. A method, so that each reader can name the type that it expects. */
type ReadValue<A> = { read(value: unknown, args: A): unknown }['read'];
/** Row of an entity with two tables: the columns of both. */
export type EntityRow<T extends SQLiteTable, O extends SQLiteTable = T> = AliasedColumns<T> & AliasedColumns<O>;

/**
 * A field whose value comes with its parent's: how to compile it, and how to find it in the answer. Where it has to be read before it is answered,
 * `final` makes the same value by SQL alone, if there is a way.
 */
export function sqlField<R extends object = AliasedColumns, A extends object = Record<string, never>>(
  compile: CompileField<R, A>,
  read?: ReadValue<A>,
  final?: CompileField<R, A>,
) {
  return {
    extensions: { compile, compileDirect: read ? final : compile } as Record<string, unknown>,
    resolve: (parent: ResultObject, args: object, _context: Context, info: GraphQLResolveInfo): never => {
      const key = info.path.key as string;
      const specific = parent.$ as ResultObject | null | undefined;
      const value = specific && key in specific ? specific[key] : parent[key];
      return trustResult(read && value !== null ? read(value, args as A) : value);
    },
  };
}

/** `planned` for the rows of one table, or of two with the same key. */
export const sqlFieldFor =
  <T extends SQLiteTable, O extends SQLiteTable = T>(_table: T, _other?: O) =>
  <A extends object = Record<string, never>>(compile: CompileField<EntityRow<T, O>, A>, read?: ReadValue<A>) =>
    sqlField<EntityRow<T, O>, A>(compile, read);

/** What the statement of a root field answers. */
export interface StatementResult {
  answer: string | null;
  required: string;
  dataset: number;
}
type ExecuteStatement<A> = (query: SQL, args: A, context: Context) => Promise<StatementResult | undefined>;

/** How a root field is compiled, read and run. */
interface RootFieldOptions<A> {
  readValue?: ReadValue<A>;
  compileDirect?: CompileField<AliasedColumns, A>;
  execute?: ExecuteStatement<A>;
}

/** A root field: the whole selection below it becomes one statement, which `run` runs. For a subscription's, its event is the row. */
export function rootField<A extends object>(
  compile: CompileField<AliasedColumns, A>,
  { readValue: read, compileDirect: final, execute: run }: RootFieldOptions<A> = {},
) {
  return {
    extensions: { compile, compileDirect: read || run ? final : compile } as Record<string, unknown>,
    resolve: async (
      event: object | undefined,
      args: object,
      context: Context,
      info: GraphQLResolveInfo,
    ): Promise<never> => {
      const make = (): CompiledStatement => {
        const scope = new StatementContext();
        return buildStatement(planRootField(info, scope).compile((event ?? {}) as AliasedColumns), scope);
      };
      // What is kept can be run by a reader only.
      const statement = event === undefined && !run ? getOrBuildStatement(info, String(info.path.key), make) : make();
      const value = await runStatement(statement, context, (query) =>
        run ? run(query, args as A, context) : context.reader.get<StatementResult>(query),
      );
      return trustResult(read && value !== null ? read(value, args as A) : value);
    },
  };
}

/** The plan of the root field that is being resolved. */
export function planRootField(info: GraphQLResolveInfo, scope: StatementContext): FieldPlan {
  const field = info.parentType.getFields()[info.fieldName];
  if (!field) throw new Error(`No field ${info.fieldName}.`);
  return new FieldPlan({ operationInfo: info, scope, isDirect: false }, field, info.fieldNodes, info.parentType.name);
}

/** What asks for the value of a root field as JSON, made by SQL alone. Throws NotFinal where it can't be. */
export function prepareDirectField(
  request: DirectOperationInfo,
  key: string,
  nodes: readonly FieldNode[],
): (context: Context) => Promise<string | null> {
  const query = request.schema.getQueryType();
  const field = query?.getFields()[nodes[0]?.name.value ?? ''];
  if (!query || !field) throw new NeedsResolver();
  const statement = getOrBuildStatement(request, `${key} final`, () => {
    const scope = new StatementContext();
    return buildStatement(
      new FieldPlan({ operationInfo: request, scope, isDirect: true }, field, nodes, query.name).compile(
        {} as AliasedColumns,
      ),
      scope,
    );
  });
  return (context) => runStatementToJson(statement, context, (text) => context.reader.get<StatementResult>(text));
}

type DirectOperationInfo = Pick<GraphQLResolveInfo, 'schema' | 'fragments' | 'variableValues' | 'operation'>;

/** Runs one statement for `answer`, and refuses the request where what it names is not there. */
export const runExpression = (answer: SQL, scope: StatementContext, context: Context): Promise<unknown> =>
  runStatement(buildStatement(answer, scope), context, (query) => context.reader.get<StatementResult>(query));

function buildStatement(answer: SQL, scope: StatementContext): CompiledStatement {
  const requirements = scope.takeRequirements();
  const required = requirements.map(({ value }) => value);
  const query = sql`SELECT ${answer} AS answer, ${required.length > 0 ? sql`json_array(${sql.join(required, sql`, `)})` : sql`'[]'`} AS required, (SELECT sequence FROM dataset) AS dataset`;
  return {
    query,
    checks: requirements.map(buildCheck),
  };
}

function buildCheck({ check, path, field }: InputRequirement): CompiledStatement['checks'][number] {
  return (value) => {
    const error = check(value, path);
    const node = field?.deref() as FieldNode | undefined;
    return error && node ? locateError([node], error) : error;
  };
}

async function runStatement(
  statement: CompiledStatement,
  context: Context,
  run: (query: SQL) => Promise<StatementResult | undefined>,
): Promise<unknown> {
  const answer = await runStatementToJson(statement, context, run);
  return answer === null ? null : (JSON.parse(answer) as unknown);
}

async function runStatementToJson(
  { query, checks }: CompiledStatement,
  context: Context,
  run: (query: SQL) => Promise<StatementResult | undefined>,
): Promise<string | null> {
  const row = await run(query);
  if (row) context.trace.datasetSequence = row.dataset;
  const found = checks.length === 0 ? [] : (JSON.parse(row?.required ?? '[]') as unknown[]);
  for (const [index, check] of checks.entries()) {
    const error = check(found[index] ?? null);
    if (error) throw error;
  }
  return row?.answer ?? null;
}

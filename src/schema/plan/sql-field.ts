import { type SQL, sql } from 'drizzle-orm';
import type { FieldNode, GraphQLObjectType, GraphQLResolveInfo } from 'graphql';
import { type JsonText, parseJsonText } from '../../db/json-text.ts';
import { type AliasedColumns, type InputRequirement, StatementContext } from '../../db/sql-builder.ts';
import { ChanceryError } from '../../model/errors.ts';
import { type ResultObject, trustResult } from '../builder.ts';
import type { Context } from '../context.ts';
import { type CompileField, FieldPlan, locateError, type ResponsePath } from './field-plan.ts';
import type { OperationInfo } from './selection.ts';
import { type CompiledStatement, getOrBuildStatement } from './statement-cache.ts';

/** Reads a field's value from the JSON of its parent, where SQL has put it. */
export const pickByResponseKey = (
  parent: ResultObject,
  _args: object,
  _context: Context,
  { path }: GraphQLResolveInfo,
): never => trustResult(parent[String(path.key)]);

/** Returns the concrete type of an interface's value, if graphql-js completes it. */
export const resolveTypeByName = ({ $type }: ResultObject): string | undefined => $type;

/** A field whose value is part of its root field's statement. */
export const sqlField = <R extends object = AliasedColumns, A = Record<string, never>>(
  compile: CompileField<R, A>,
) => ({
  extensions: { compile },
  resolve: pickByResponseKey,
});

/** The row of a root field's statement. */
export interface StatementResult {
  answer: JsonText | null;
  required: string;
  dataset: number;
}
export type ExecuteStatement = (query: SQL, context: Context) => Promise<StatementResult | undefined>;

/** Returns how to run the statement of a root field if the request's reader must not do so directly. */
export type ChooseExecute<A = never> = (args: A) => ExecuteStatement | undefined;

declare module 'graphql' {
  interface GraphQLFieldExtensions<_TSource, _TContext, _TArgs> {
    compile?: CompileField;
    chooseExecute?: ChooseExecute | undefined;
  }
}

/**
 * A root field: the selection below it becomes one statement. For a subscription, the event is the row. It is nullable, so
 * that an error in one root field leaves the data of the others.
 * `chooseExecute` returns how to run the statement if the request's reader cannot.
 */
export const rootField = <A>(compile: CompileField<AliasedColumns, A>, chooseExecute?: ChooseExecute<A>) => ({
  nullable: true as const,
  extensions: { compile, chooseExecute },
  resolve: async (event: object | undefined, _args: object, context: Context, info: GraphQLResolveInfo) => {
    const plan = planRootField(info, new StatementContext());
    const json = await prepareField(plan, info, String(info.path.key), event)(context);
    return trustResult(json === null ? null : parseJsonText(json));
  },
});

/** Creates the plan of the root field that is being resolved. */
export const planRootField = (info: GraphQLResolveInfo, scope: StatementContext): FieldPlan =>
  createPlan(info, scope, info.parentType, info.fieldNodes, [info.path.key], true);

/** Whether SQL produces the value of a root field. All others need graphql-js. */
export const isSqlField = (type: GraphQLObjectType, [node]: readonly FieldNode[]): boolean =>
  type.getFields()[node?.name.value ?? '']?.extensions.compile !== undefined;

/** Returns a function that reads the value of a root field as JSON, in the form of the response. */
export function prepareDirectField(info: RootFieldInfo, key: string, nodes: readonly FieldNode[]): ReadJson {
  const plan = createPlan(info, new StatementContext(), info.schema.getQueryType(), nodes, [key], false);
  return prepareField(plan, info, `${key} direct`);
}

type RootFieldInfo = OperationInfo & Pick<GraphQLResolveInfo, 'operation'>;
type ReadJson = (context: Context) => Promise<JsonText | null>;

function createPlan(
  operationInfo: OperationInfo,
  scope: StatementContext,
  type: GraphQLObjectType | null | undefined,
  nodes: readonly FieldNode[],
  path: ResponsePath,
  isCompletedByExecutor: boolean,
): FieldPlan {
  const name = nodes[0]?.name.value ?? '';
  const field = type?.getFields()[name];
  if (!type || !field) throw new Error(`No root field is named "${name}".`);
  return new FieldPlan({ operationInfo, scope, isCompletedByExecutor }, field, nodes, type.name, path);
}

function prepareField(plan: FieldPlan, info: RootFieldInfo, cacheKey: string, event?: object): ReadJson {
  const { field, scope } = plan;
  const build = (): CompiledStatement => buildStatement(plan.compile((event ?? {}) as AliasedColumns), scope);
  const execute = field.extensions.chooseExecute?.(plan.args as never);
  // Only a `Reader` can run a cached statement.
  const statement = event || execute ? build() : getOrBuildStatement(info, cacheKey, build);
  return async (context) => {
    try {
      return await readJson(statement, context, execute);
    } catch (error) {
      if (!isTooLargeStatement(error)) throw error;
      const message = `The filter of "${field.name}" has too many conditions. Use fewer conditions in one request.`;
      throw new ChanceryError('COST_LIMIT', message, 'filter');
    }
  };
}

/** Whether a statement exceeds a limit of SQLite: the depth of expressions, or the number of parameters, terms or columns. */
const isTooLargeStatement = (error: unknown): boolean =>
  error instanceof Error &&
  /nested too deep|Expression tree is too large|parser stack overflow|too many (?:SQL variables|terms|columns|arguments|levels|references)|at most \d+ tables/.test(
    error.message,
  );

/** Runs one statement for `answer`; throws if the input does not satisfy its requirements. */
export async function runExpression(answer: SQL, scope: StatementContext, context: Context): Promise<unknown> {
  const json = await readJson(buildStatement(answer, scope), context);
  return json === null ? null : parseJsonText(json);
}

/** The same at once, with a function that runs the statement. */
export function readExpressionNow(
  answer: SQL,
  scope: StatementContext,
  get: (query: SQL) => StatementResult | undefined,
): unknown {
  const { query, checks } = buildStatement(answer, scope);
  const json = readAnswer(get(query), checks);
  return json === null ? null : parseJsonText(json);
}

function buildStatement(answer: SQL, scope: StatementContext): CompiledStatement {
  const requirements = scope.takeRequirements();
  const required = requirements.map(({ value }) => value);
  const query = sql`SELECT ${answer} AS answer, ${required.length > 0 ? sql`json_array(${sql.join(required, sql`, `)})` : sql`'[]'`} AS required, (SELECT sequence FROM dataset) AS dataset`;
  return { query, checks: requirements.map(buildCheck) };
}

function buildCheck({ check, path, field, responsePath = [] }: InputRequirement): CompiledStatement['checks'][number] {
  return (value) => {
    const error = check(value, path);
    const node = field?.deref() as FieldNode | undefined;
    return error && node ? locateError([node], responsePath, error) : error;
  };
}

async function readJson(
  { query, checks }: CompiledStatement,
  context: Context,
  execute: ExecuteStatement = (statement, { reader }) => reader.get<StatementResult>(statement),
): Promise<JsonText | null> {
  const row = await execute(query, context);
  if (row) context.trace.datasetSequence = row.dataset;
  const answer = readAnswer(row, checks);
  if (answer !== null) context.addToResponse(answer);
  return answer;
}

function readAnswer(row: StatementResult | undefined, checks: CompiledStatement['checks']): JsonText | null {
  const values = checks.length === 0 ? [] : (JSON.parse(row?.required ?? '[]') as unknown[]);
  for (const [index, check] of checks.entries()) {
    const error = check(values[index] ?? null);
    if (error) throw error;
  }
  return row?.answer ?? null;
}

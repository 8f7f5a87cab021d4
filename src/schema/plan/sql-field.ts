import { type SQL, sql } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { FieldNode, GraphQLResolveInfo } from 'graphql';
import { type Requirement, type Row, Scope } from '../../db/sql-builder.ts';
import type { Answer } from '../builder.ts';
import type { Context } from '../context.ts';
import { NotFinal } from './direct-json.ts';
import { type Compile, FieldPlan, toldAt } from './field-plan.ts';
import { keptStatement, type Statement } from './statement-cache.ts';

type Read = (value: never, args: Record<string, unknown>) => unknown;
/** Row of an entity with two tables: the columns of both. */
export type RowOf<T extends SQLiteTable, O extends SQLiteTable = T> = Row<T> & Row<O>;

/**
 * A field whose value comes with its parent's: how to compile it, and how to find it in the answer. Where it has to be read before it is answered,
 * `final` makes the same value by SQL alone, if there is a way.
 */
export function planned<R extends Row, A = Record<string, never>>(
  compile: Compile<R, A>,
  read?: Read,
  final?: Compile<R, A>,
) {
  return {
    extensions: { compile, final: read ? final : compile } as Record<string, unknown>,
    resolve: (parent: Answer, args: object, _context: Context, info: GraphQLResolveInfo): never => {
      const key = info.path.key as string;
      const specific = parent.$ as Answer | null | undefined;
      const value = specific && key in specific ? specific[key] : parent[key];
      return (read && value !== null ? read(value as never, args as Record<string, unknown>) : value) as never;
    },
  };
}

/** `planned` for the rows of one table, or of two with the same key. */
export const fieldsOf =
  <T extends SQLiteTable, O extends SQLiteTable = T>(_table: T, _other?: O) =>
  <A = Record<string, never>>(compile: Compile<RowOf<T, O>, A>, read?: Read) =>
    planned<RowOf<T, O>, A>(compile, read);

/** What the statement of a root field answers. */
export interface Answered {
  answer: string | null;
  required: string;
  dataset: number;
}
type Run<A> = (query: SQL, args: A, context: Context) => Promise<Answered | undefined>;

/** How a root field is compiled, read and run. */
interface Rooted<A> {
  read?: Read;
  final?: Compile<Row, A>;
  run?: Run<A>;
}

/** A root field: the whole selection below it becomes one statement, which `run` runs. For a subscription's, its event is the row. */
export function root<A>(compile: Compile<Row, A>, { read, final, run }: Rooted<A> = {}) {
  return {
    extensions: { compile, final: read || run ? final : compile } as Record<string, unknown>,
    resolve: async (
      event: object | undefined,
      args: object,
      context: Context,
      info: GraphQLResolveInfo,
    ): Promise<never> => {
      const make = (): Statement => {
        const scope = new Scope();
        return statementOf(planOf(info, scope).compile((event ?? {}) as Row), scope);
      };
      // What is kept can be run by a reader only.
      const statement = event === undefined && !run ? keptStatement(info, String(info.path.key), make) : make();
      const value = await answered(statement, context, (query) =>
        run ? run(query, args as A, context) : context.reader.one<Answered>(query),
      );
      return (read && value !== null ? read(value as never, args as Record<string, unknown>) : value) as never;
    },
  };
}

/** The plan of the root field that is being resolved. */
export function planOf(info: GraphQLResolveInfo, scope: Scope): FieldPlan {
  const field = info.parentType.getFields()[info.fieldName];
  if (!field) throw new Error(`No field ${info.fieldName}.`);
  return new FieldPlan({ request: info, scope, final: false }, field, info.fieldNodes, info.parentType.name);
}

/** What asks for the value of a root field as JSON, made by SQL alone. Throws NotFinal where it can't be. */
export function finalField(
  request: FinalRequest,
  key: string,
  nodes: readonly FieldNode[],
): (context: Context) => Promise<string | null> {
  const query = request.schema.getQueryType();
  const field = query?.getFields()[nodes[0]?.name.value ?? ''];
  if (!query || !field) throw new NotFinal();
  const statement = keptStatement(request, `${key} final`, () => {
    const scope = new Scope();
    return statementOf(
      new FieldPlan({ request, scope, final: true }, field, nodes, query.name).compile({} as Row),
      scope,
    );
  });
  return (context) => textOf(statement, context, (text) => context.reader.one<Answered>(text));
}

type FinalRequest = Pick<GraphQLResolveInfo, 'schema' | 'fragments' | 'variableValues' | 'operation'>;

/** Runs one statement for `answer`, and refuses the request where what it names is not there. */
export const ask = (answer: SQL, scope: Scope, context: Context): Promise<unknown> =>
  answered(statementOf(answer, scope), context, (query) => context.reader.one<Answered>(query));

function statementOf(answer: SQL, scope: Scope): Statement {
  const requirements = scope.close();
  const required = requirements.map(({ value }) => value);
  const query = sql`SELECT ${answer} AS answer, ${required.length > 0 ? sql`json_array(${sql.join(required, sql`, `)})` : sql`'[]'`} AS required, (SELECT sequence FROM dataset) AS dataset`;
  return {
    query,
    checks: requirements.map(checkOf),
  };
}

function checkOf({ check, path, field }: Requirement): Statement['checks'][number] {
  return (value) => {
    const error = check(value, path);
    const node = field?.deref() as FieldNode | undefined;
    return error && node ? toldAt([node], error) : error;
  };
}

async function answered(
  statement: Statement,
  context: Context,
  run: (query: SQL) => Promise<Answered | undefined>,
): Promise<unknown> {
  const answer = await textOf(statement, context, run);
  return answer === null ? null : (JSON.parse(answer) as unknown);
}

async function textOf(
  { query, checks }: Statement,
  context: Context,
  run: (query: SQL) => Promise<Answered | undefined>,
): Promise<string | null> {
  const row = await run(query);
  if (row) context.trace.dataset = row.dataset;
  const found = checks.length === 0 ? [] : (JSON.parse(row?.required ?? '[]') as unknown[]);
  for (const [index, check] of checks.entries()) {
    const error = check(found[index] ?? null);
    if (error) throw error;
  }
  return row?.answer ?? null;
}

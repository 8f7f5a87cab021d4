import { sql } from 'drizzle-orm';
import { type DocumentNode, type ExecutionArgs, type ExecutionResult, execute, type GraphQLError, getOperationAST, Kind } from 'graphql';
import { type GraphQLParams, type Plugin, processRegularResult } from 'graphql-yoga';
import type { Context, Trace } from '../context.ts';
import type { Database, Reader } from '../db/client.ts';
import { authenticate } from './auth.ts';
import { coded, refusal, validationFailed, withCode, withStatus } from './coded.ts';
import { measure } from './cost.ts';
import { freshReader } from './fresh-reader.ts';
import { type Limits, limitsOfMutation, overLimit, parseWithin, tooRepetitive } from './limits.ts';
import { assertMethod, mediaTypeOf, readParams } from './params.ts';

export interface Served {
  trace: Trace;
}
interface Received extends Served {
  request: Request;
}

interface Options {
  db: Database;
  limits: Limits;
  report(error: unknown, trace: Trace): void;
}

/** Limits before it runs, one snapshot while it runs, coded errors and the extensions after. */
export function chanceryPlugin({ db, limits, report }: Options): Plugin<Served> {
  return {
    onRequestParse({ request, setRequestParser }) {
      assertMethod(request);
      setRequestParser((request) => readParams(request, limits));
    },
    onParse({ setParseFn }) {
      setParseFn((source: Parameters<typeof parseWithin>[0]) => parseWithin(source, limits));
      return ({ result, context }) => {
        const { params } = context as { params?: GraphQLParams };
        if (result && !(result instanceof Error)) assertOperation(result as DocumentNode, params?.operationName);
      };
    },
    onValidate() {
      return ({ valid, result, setResult }) => {
        if (!valid) setResult(result.map((error) => invalid(error as GraphQLError)));
      };
    },
    onExecute({ args, setExecuteFn, setResultAndStopExecution }) {
      const { trace } = args.contextValue as Served;
      const operation = getOperationAST(args.document, args.operationName);
      if (!operation) return undefined;
      trace.operation = operation.name?.value ?? operation.operation;
      const found = measure(args.schema, args.document, operation, args.variableValues ?? {}, limits.fields);
      const cost = { requested: found.cost, limit: limits.cost };
      const refused = overLimit(found, operation.operation === 'mutation' ? limitsOfMutation(limits) : limits);
      if (refused) {
        setResultAndStopExecution({ errors: [refused], extensions: { cost } });
        return undefined;
      }
      const { request } = args.contextValue as Received;
      setExecuteFn(async (given: ExecutionArgs) => {
        const run = async (reader: Reader): Promise<ExecutionResult> => {
          trace.statements = reader.statements;
          const contextValue: Context = {
            ...(given.contextValue as Served),
            reader,
            db,
            authentication: once(() => authenticate(db, request)),
          };
          const result = await execute({ ...given, contextValue });
          // What a mutation has written is told with it; the sequence of a query is that of its snapshot.
          if (operation.operation === 'mutation') trace.dataset = await sequenceOf(reader);
          else trace.dataset ??= await sequenceOf(reader);
          return { ...result, extensions: { cost, dataset: { sequence: trace.dataset } } };
        };
        return operation.operation === 'mutation' ? run(freshReader(db)) : db.read(run);
      });
      return undefined;
    },
    onResultProcess({ request, result, setResult, setResultProcessor, serverContext }) {
      setResultProcessor(processRegularResult as never, mediaTypeOf(request.headers) ?? 'application/json');
      if (Array.isArray(result) || Symbol.asyncIterator in result || !result.errors) return;
      const { trace } = serverContext as unknown as Served;
      const causes = new Map<string, unknown>();
      const told = result.errors.map((error) => coded(error as GraphQLError, trace.id, (cause) => causes.set(String(cause), cause)));
      for (const cause of causes.values()) report(cause, trace);
      const errors = 'data' in result ? told : told.map(withStatus);
      trace.code = String(errors[0]?.extensions.code);
      setResult({ ...result, errors });
    },
  };
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Which data set the snapshot holds. */
export async function sequenceOf(reader: Reader): Promise<number> {
  const row = await reader.one<{ sequence: number }>(sql`SELECT sequence FROM dataset`);
  if (!row) throw new Error('The table dataset is empty.');
  return row.sequence;
}

function invalid(error: GraphQLError): GraphQLError {
  if (error.extensions.code === 'BAD_INPUT') return error;
  // graphql-js gives up on a document in which too many fields would have to be compared with each other.
  return error.message === 'Validation aborted.' ? tooRepetitive() : withCode(error, validationFailed);
}

function assertOperation(document: DocumentNode, name: string | null | undefined): void {
  if (getOperationAST(document, name)) return;
  const named = document.definitions.flatMap((one) => (one.kind === Kind.OPERATION_DEFINITION ? `"${one.name?.value ?? ''}"` : []));
  if (named.length === 0)
    throw refusal('BAD_INPUT', 'The document has fragments only. Add an operation, such as { visits { totalCount } }.');
  const asked = name ? `The document has no operation "${name}".` : 'The document has several operations, and none is asked for.';
  throw refusal('BAD_INPUT', `${asked} Name one as "operationName": ${named.join(', ')}.`);
}

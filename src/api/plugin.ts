import { type DocumentNode, type ExecutionArgs, type ExecutionResult, type GraphQLError, getOperationAST, Kind } from 'graphql';
import { type GraphQLParams, type Plugin, processRegularResult } from 'graphql-yoga';
import type { Trace } from '../context.ts';
import type { Database } from '../db/client.ts';
import { coded, isOfHttp, refusal, validationFailed, withCode, withStatus } from './coded.ts';
import { measure } from './cost.ts';
import { eventStream } from './event-stream.ts';
import type { Feed } from './feed.ts';
import { type Limits, limitsOfMutation, overLimit, parseWithin, tooRepetitive } from './limits.ts';
import { runMutation, runQuery, runSubscription } from './operation.ts';
import { acceptsEvents, assertMethod, mediaTypeOf, notAStream, readParams } from './params.ts';

export interface Served {
  trace: Trace;
  /** Aborted when the client has left. */
  leaving: AbortController;
}
interface Received extends Served {
  request: Request;
}

interface Options {
  db: Database;
  feed: Feed;
  limits: Limits;
  /** How often an idle stream says that it is alive. */
  pingMs: number;
  report(error: unknown, trace: Trace): void;
}

/** Limits before it runs, one snapshot while it runs, coded errors and the extensions after; a stream of events where one is asked for. */
export function chanceryPlugin({ db, feed, limits, pingMs, report }: Options): Plugin<Served> {
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
      const { trace, request } = args.contextValue as Received;
      const { operation, cost, refused } = bounded(args, limits);
      trace.operation = operation.name?.value ?? operation.operation;
      const run = operation.operation === 'mutation' ? runMutation : runQuery;
      if (refused) setResultAndStopExecution({ errors: [refused], extensions: { cost } });
      else setExecuteFn((given: ExecutionArgs) => run(given, { db, feed, request, trace, cost }));
    },
    onSubscribe({ args, setSubscribeFn, setResultAndStopExecution }) {
      const { trace, leaving, request } = args.contextValue as Received;
      const { operation, cost, refused } = bounded(args, limits);
      trace.operation = operation.name?.value ?? operation.operation;
      if (!acceptsEvents(request.headers)) setResultAndStopExecution({ errors: [notAStream()] });
      else if (refused) setResultAndStopExecution({ errors: [refused], extensions: { cost } });
      else setSubscribeFn((given: ExecutionArgs) => runSubscription(given, { db, feed, request, trace, cost }, leaving.signal));
    },
    onResultProcess({ request, result, setResult, setResultProcessor, serverContext }) {
      const { trace, leaving } = serverContext as unknown as Served;
      const type = mediaTypeOf(request.headers) ?? 'application/json';
      const tell = <R extends ExecutionResult>(one: R): R => {
        if (!one.errors) return one;
        const causes = new Map<string, unknown>();
        const errors = one.errors.map((error) => coded(error, trace.id, (cause) => causes.set(String(cause), cause)));
        for (const cause of causes.values()) report(cause, trace);
        trace.code = String(errors[0]?.extensions.code);
        return { ...one, errors };
      };
      const asEvents = (): void => setResultProcessor((results) => eventStream(results as Results, tell, leaving, pingMs), type);
      if (Array.isArray(result)) return;
      if (Symbol.asyncIterator in result) return asEvents();
      const told = tell(result);
      if (type === 'text/event-stream' && !told.errors?.some(isOfHttp)) return asEvents();
      setResult('data' in told || !told.errors ? told : { ...told, errors: told.errors.map(withStatus) });
      setResultProcessor(processRegularResult as never, type === 'text/event-stream' ? 'application/json' : type);
    },
  };
}

type Results = ExecutionResult | AsyncIterable<ExecutionResult>;

/** What an operation asks for, and why it is refused if it asks for too much. */
function bounded({ schema, document, operationName, variableValues }: ExecutionArgs, limits: Limits) {
  const operation = getOperationAST(document, operationName);
  if (!operation) throw new Error('An operation without a name was let through.');
  const found = measure(schema, document, operation, variableValues ?? {}, limits.fields);
  return {
    operation,
    cost: { requested: found.cost, limit: limits.cost },
    refused: overLimit(found, operation.operation === 'mutation' ? limitsOfMutation(limits) : limits),
  };
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

import {
  createSourceEventStream,
  type ExecutionArgs,
  type ExecutionResult,
  executeSubscriptionEvent,
  getOperationAST,
  Kind,
  mapSourceToResponseEvent,
  validateSubscriptionArgs,
} from 'graphql';
import type { Database, Reader } from '../db/database.ts';
import { readSequence } from '../db/queries/change.ts';
import type { Context, RequestTrace } from '../schema/context.ts';
import { authenticate } from './auth.ts';
import type { ChangeFeed } from './change-feed.ts';

/** What an operation needs in addition to its document and variables. */
export interface OperationOptions {
  db: Database;
  feed: ChangeFeed;
  /** The `authorization` header. */
  authorization: string | undefined;
  trace: RequestTrace;
  logWrite: Context['logWrite'];
  /** The response's `extensions`, to which the sequence number and the epoch of the dataset are added. */
  extensions: object;
  /** Milliseconds for which the database may work on a query, or on one event of a subscription. */
  withinMs: number;
}

type Execute = (args: ExecutionArgs) => ExecutionResult | Promise<ExecutionResult>;

/** Runs a query on one snapshot. A single root field is a single statement, which needs no transaction for that. */
export function runQuery(execute: Execute, args: ExecutionArgs, options: OperationOptions): Promise<ExecutionResult> {
  const work = (reader: Reader) =>
    runWithExtensions(reader, options, (context) => execute({ ...args, contextValue: context }));
  return hasSingleField(args) ? work(options.db.autocommitReader(options)) : options.db.read(work, options);
}

function hasSingleField({ document, operationName }: ExecutionArgs): boolean {
  const [first, ...others] = getOperationAST(document, operationName)?.selectionSet.selections ?? [];
  return others.length === 0 && first?.kind === Kind.FIELD;
}

/** Runs a mutation outside a snapshot, so that it can read what it has written. */
export function runMutation(
  execute: Execute,
  args: ExecutionArgs,
  options: OperationOptions,
): Promise<ExecutionResult> {
  const reader = options.db.autocommitReader();
  return runWithExtensions(reader, options, async (context) => {
    const result = await execute({ ...args, contextValue: context });
    options.trace.datasetSequence = await readSequence(reader);
    return result;
  });
}

/** Runs a subscription, with each event on its own snapshot, until `signal` is aborted. */
export async function runSubscription(
  args: ExecutionArgs,
  options: OperationOptions,
  signal: AbortSignal,
): Promise<ExecutionResult | AsyncGenerator<ExecutionResult, void, void>> {
  const { db, trace } = options;
  const validArgs = validateSubscriptionArgs({
    ...args,
    contextValue: createContext(db.autocommitReader(), options, signal),
  });
  if (!('schema' in validArgs)) return { errors: validArgs };
  const source = await createSourceEventStream(validArgs);
  if (!(Symbol.asyncIterator in source)) return source;
  return mapSourceToResponseEvent(validArgs, source, (event) =>
    db.read(
      (reader) =>
        runWithExtensions(reader, { ...options, trace: { id: trace.id, statements: [] } }, (context) =>
          executeSubscriptionEvent({ ...event, contextValue: context }),
        ),
      options,
    ),
  );
}

async function runWithExtensions(
  reader: Reader,
  options: OperationOptions,
  work: (context: Context) => ExecutionResult | Promise<ExecutionResult>,
): Promise<ExecutionResult> {
  const { trace, extensions } = options;
  trace.statements = reader.statements;
  const result = await work(createContext(reader, options));
  trace.datasetSequence ??= await readSequence(reader);
  const dataset = { sequence: trace.datasetSequence, epoch: options.db.epoch };
  return { ...result, extensions: { ...extensions, dataset } };
}

/** For queries and mutations, which follow no changes. */
const neverAborted = new AbortController().signal;

function createContext(
  reader: Reader,
  { db, feed, authorization, trace, logWrite }: OperationOptions,
  signal: AbortSignal = neverAborted,
): Context {
  let authentication: ReturnType<Context['authenticate']> | undefined;
  return {
    reader,
    db,
    trace,
    logWrite,
    authenticate() {
      trace.dependsOnReader = true;
      authentication ??= authenticate(db, authorization, undefined, trace);
      return authentication;
    },
    async follow(position) {
      const { begin, changes } = await feed.follow(position, signal);
      trace.datasetSequence = begin;
      trace.datasetEpoch = db.epoch;
      return changes;
    },
  };
}

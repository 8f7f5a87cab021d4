import type { SQL } from 'drizzle-orm';
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
import { createIsolatedReader, readIsolated } from '../db/isolated-reads.ts';
import { readSequence } from '../db/queries/change.ts';
import type { EntryVersion, ReadClient, ReaderThreads } from '../db/reader-threads.ts';
import { renderSql } from '../db/render-sql.ts';
import { tooLargeResponseError } from '../db/result-size.ts';
import type { ChangeEvent, Context, RequestTrace } from '../schema/context.ts';
import { readAsKnownAt } from '../store/read-as-known-at.ts';
import { authenticate } from './auth.ts';
import type { ChangeFeed } from './change-feed.ts';
import { formatEventId, parseEventId } from './event-id.ts';
import type { EventResultCache } from './event-result-cache.ts';
import { overloadedRequestError } from './graphql-errors.ts';
import { measureEventLoop } from './server-context.ts';
import { locateVariableErrors } from './variable-errors.ts';

/** What an operation needs in addition to its document and variables. */
export interface OperationOptions {
  db: Database;
  /** Run the statements that are too expensive for the event loop. */
  threads: ReaderThreads | undefined;
  client: ReadClient;
  feed: ChangeFeed;
  /** The results of events, which subscribers share. */
  eventResults: EventResultCache;
  /** The `authorization` header. */
  authorization: string | undefined;
  /** The `last-event-id` header: the position at which a subscription resumes. */
  lastEventId: string | undefined;
  trace: RequestTrace;
  logWrite: Context['logWrite'];
  createAlertSupport: (reader: Reader) => Context['alerts'];
  /** The response's `extensions`, to which the sequence number and the epoch of the dataset are added. */
  extensions: object;
  /** The maximum size of the response, or of one event of a subscription. */
  maxResponseBytes: number;
  /** Milliseconds for which the database may work on a query, or on one event of a subscription. */
  withinMs: number;
}

type Execute = (args: ExecutionArgs) => ExecutionResult | Promise<ExecutionResult>;

/** Runs a query on one snapshot. A single root field is a single statement, which needs no transaction for that. */
export async function runQuery(
  execute: Execute,
  args: ExecutionArgs,
  options: OperationOptions,
): Promise<ExecutionResult> {
  const work = (reader: Reader) =>
    runWithExtensions(reader, options, (context) =>
      measureEventLoop(options.client, () => execute({ ...args, contextValue: context })),
    );
  try {
    const result = await (hasSingleField(args) ? work(createIsolatedReader(options)) : readIsolated(work, options));
    // The executor turns the rejection of a statement into an error of its field.
    return options.client.isRejected ? { errors: [overloadedRequestError()] } : result;
  } catch (error) {
    if (options.client.isRejected) return { errors: [overloadedRequestError()] };
    throw error;
  }
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
  const reader = createIsolatedReader(options);
  return runWithExtensions(reader, options, async (context) => {
    const result = await execute({ ...args, contextValue: context });
    options.trace.datasetSequence = await readSequence(reader);
    return result;
  });
}

/** Runs a subscription, with each event on a snapshot, until `signal` is aborted. Equal subscriptions share the result of an event. */
export async function runSubscription(
  args: ExecutionArgs,
  options: OperationOptions,
  signal: AbortSignal,
): Promise<ExecutionResult | AsyncGenerator<ExecutionResult, void, void>> {
  const { trace, authorization, eventResults } = options;
  const { document, operationName, variableValues } = args;
  const validArgs = validateSubscriptionArgs({
    ...args,
    contextValue: createContext(createIsolatedReader(options), options, signal),
  });
  if (!('schema' in validArgs)) return locateVariableErrors({ errors: validArgs }, document);
  const source = await createSourceEventStream(validArgs);
  if (!(Symbol.asyncIterator in source)) return source;
  return mapSourceToResponseEvent(validArgs, source, (event) => {
    const { sequence } = event.rootValue as ChangeEvent;
    const eventOptions = {
      ...options,
      extensions: { ...options.extensions, eventId: formatEventId(options.db.epoch, sequence) },
      trace: { id: trace.id, statements: [] },
    };
    const runEvent = (reader: Reader) =>
      runWithExtensions(reader, eventOptions, (context) =>
        executeSubscriptionEvent({ ...event, contextValue: context }),
      );
    return eventResults.read(
      {
        document,
        operationName: operationName ?? undefined,
        variables: variableValues ?? undefined,
        authorization,
        sequence,
      },
      () => readIsolated(runEvent, options),
    );
  });
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
  { db, feed, authorization, lastEventId, trace, logWrite, withinMs, maxResponseBytes, ...options }: OperationOptions,
  signal: AbortSignal = neverAborted,
): Context {
  let responseLength = 0;
  let authentication: ReturnType<Context['authenticate']> | undefined;
  return {
    reader,
    db,
    trace,
    logWrite,
    withinMs,
    alerts: options.createAlertSupport(reader),
    authenticate() {
      trace.dependsOnReader = true;
      authentication ??= authenticate(db, authorization, undefined, trace);
      return authentication;
    },
    getAsKnownAt: <Row>(query: SQL, version: EntryVersion) =>
      (reader.getAsKnownAt?.(query, version) ?? readAsKnownAt(db, renderSql(query), version, withinMs)) as Promise<
        Row | undefined
      >,
    addToResponse(json) {
      responseLength += json.length;
      if (responseLength > maxResponseBytes) throw tooLargeResponseError(maxResponseBytes);
    },
    async follow(position) {
      // The client repeats the arguments when it connects again: the header is more recent.
      const start = lastEventId === undefined ? position : parseEventId(lastEventId);
      const { begin, changes } = await feed.follow(start, signal);
      trace.datasetSequence = begin;
      trace.datasetEpoch = db.epoch;
      return changes;
    },
  };
}

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
import { execute } from './yoga.ts';

/** What an operation is run with, and what is told of it beside its data. */
export interface OperationOptions {
  db: Database;
  feed: ChangeFeed;
  /** The header that says who asks. */
  authorization: string | undefined;
  trace: RequestTrace;
  /** What `extensions` tell beside the data set's sequence number: the cost, and what is deprecated. */
  extensions: object;
  /** How long the database may work for a query, or for one event. */
  withinMs: number;
}

/** Runs a query on one snapshot; that of a single field is its one statement's own. */
export function runQuery(args: ExecutionArgs, running: OperationOptions): Promise<ExecutionResult> {
  const work = (reader: Reader) =>
    runWithExtensions(reader, running, (context) => execute({ ...args, contextValue: context }));
  return hasSingleField(args) ? work(running.db.autocommitReader(running)) : running.db.read(work, running);
}

function hasSingleField({ document, operationName }: ExecutionArgs): boolean {
  const [first, ...others] = getOperationAST(document, operationName)?.selectionSet.selections ?? [];
  return others.length === 0 && first?.kind === Kind.FIELD;
}

/** Runs a mutation without a snapshot around it, so that it reads what it has written. */
export function runMutation(args: ExecutionArgs, running: OperationOptions): Promise<ExecutionResult> {
  const reader = running.db.autocommitReader();
  return runWithExtensions(reader, running, async (context) => {
    const result = await execute({ ...args, contextValue: context });
    running.trace.datasetSequence = await readSequence(reader);
    return result;
  });
}

/** Runs a subscription, each event of it as a query on a snapshot of its own; `left` ends it. */
export async function runSubscription(
  args: ExecutionArgs,
  running: OperationOptions,
  left: AbortSignal,
): Promise<ExecutionResult | AsyncGenerator<ExecutionResult, void, void>> {
  const { db, trace } = running;
  const valid = validateSubscriptionArgs({
    ...args,
    contextValue: createContext(db.autocommitReader(), running, left),
  });
  if (!('schema' in valid)) return { errors: valid };
  const source = await createSourceEventStream(valid);
  if (!(Symbol.asyncIterator in source)) return source;
  return mapSourceToResponseEvent(valid, source, (event) =>
    db.read(
      (reader) =>
        runWithExtensions(reader, { ...running, trace: { id: trace.id, statements: [] } }, (context) =>
          executeSubscriptionEvent({ ...event, contextValue: context }),
        ),
      running,
    ),
  );
}

async function runWithExtensions(
  reader: Reader,
  running: OperationOptions,
  work: (context: Context) => ExecutionResult | Promise<ExecutionResult>,
): Promise<ExecutionResult> {
  const { trace, extensions: about } = running;
  trace.statements = reader.statements;
  const result = await work(createContext(reader, running));
  trace.datasetSequence ??= await readSequence(reader);
  return { ...result, extensions: { ...about, dataset: { sequence: trace.datasetSequence } } };
}

/** Only a subscription follows; what `left` is to anything else never ends. */
const neverAborted = new AbortController().signal;

function createContext(
  reader: Reader,
  { db, feed, authorization, trace }: OperationOptions,
  left: AbortSignal = neverAborted,
): Context {
  let authentication: ReturnType<Context['authenticate']> | undefined;
  return {
    reader,
    db,
    trace,
    authenticate() {
      trace.isPersonal = true;
      authentication ??= authenticate(db, authorization);
      return authentication;
    },
    async follow(after) {
      const { begin, changes } = await feed.follow(after, left);
      trace.datasetSequence = begin;
      return changes;
    },
  };
}

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
import { sequenceOf } from '../db/queries/change.ts';
import type { Context, Trace } from '../schema/context.ts';
import { authenticate } from './auth.ts';
import type { Feed } from './change-feed.ts';
import { execute } from './yoga.ts';

/** What an operation is run with, and what is told of it beside its data. */
export interface Running {
  db: Database;
  feed: Feed;
  /** The header that says who asks. */
  authorization: string | undefined;
  trace: Trace;
  /** What `extensions` tell beside the data set's sequence number: the cost, and what is deprecated. */
  about: object;
  /** How long the database may work for a query, or for one event. */
  withinMs: number;
}

/** Runs a query on one snapshot; that of a single field is its one statement's own. */
export function runQuery(args: ExecutionArgs, running: Running): Promise<ExecutionResult> {
  const work = (reader: Reader) => told(reader, running, (context) => execute({ ...args, contextValue: context }));
  return isSingle(args) ? work(running.db.apart(running)) : running.db.read(work, running);
}

function isSingle({ document, operationName }: ExecutionArgs): boolean {
  const [first, ...others] = getOperationAST(document, operationName)?.selectionSet.selections ?? [];
  return others.length === 0 && first?.kind === Kind.FIELD;
}

/** Runs a mutation without a snapshot around it, so that it reads what it has written. */
export function runMutation(args: ExecutionArgs, running: Running): Promise<ExecutionResult> {
  const reader = running.db.apart();
  return told(reader, running, async (context) => {
    const result = await execute({ ...args, contextValue: context });
    running.trace.dataset = await sequenceOf(reader);
    return result;
  });
}

/** Runs a subscription, each event of it as a query on a snapshot of its own; `left` ends it. */
export async function runSubscription(
  args: ExecutionArgs,
  running: Running,
  left: AbortSignal,
): Promise<ExecutionResult | AsyncGenerator<ExecutionResult, void, void>> {
  const { db, trace } = running;
  const valid = validateSubscriptionArgs({ ...args, contextValue: contextOf(db.apart(), running, left) });
  if (!('schema' in valid)) return { errors: valid };
  const source = await createSourceEventStream(valid);
  if (!(Symbol.asyncIterator in source)) return source;
  return mapSourceToResponseEvent(valid, source, (event) =>
    db.read(
      (reader) =>
        told(reader, { ...running, trace: { id: trace.id, statements: [] } }, (context) =>
          executeSubscriptionEvent({ ...event, contextValue: context }),
        ),
      running,
    ),
  );
}

async function told(
  reader: Reader,
  running: Running,
  work: (context: Context) => ExecutionResult | Promise<ExecutionResult>,
): Promise<ExecutionResult> {
  const { trace, about } = running;
  trace.statements = reader.statements;
  const result = await work(contextOf(reader, running));
  trace.dataset ??= await sequenceOf(reader);
  return { ...result, extensions: { ...about, dataset: { sequence: trace.dataset } } };
}

/** Only a subscription follows; what `left` is to anything else never ends. */
const never = new AbortController().signal;

function contextOf(reader: Reader, { db, feed, authorization, trace }: Running, left: AbortSignal = never): Context {
  let authentication: ReturnType<Context['authentication']> | undefined;
  return {
    reader,
    db,
    trace,
    authentication() {
      trace.personal = true;
      authentication ??= authenticate(db, authorization);
      return authentication;
    },
    async follow(after) {
      const { begin, changes } = await feed.follow(after, left);
      trace.dataset = begin;
      return changes;
    },
  };
}

import type { ExecutionArgs } from 'graphql';
import { subscriptionNeedsStreamError } from '../read-graphql-request.ts';
import { type OperationOptions, runMutation, runQuery, runSubscription } from '../run-operation.ts';
import {
  type ApiPlugin,
  getEventStreamController,
  getOperation,
  getRequestState,
  type RequestState,
} from '../server-context.ts';
import type { StreamLimiter } from '../stream-limiter.ts';

/** Runs each operation with a context for the database: a query on one snapshot, a subscription on one per event. */
export function useRunOperation(
  toOperationOptions: (state: RequestState) => OperationOptions,
  streams: StreamLimiter,
): ApiPlugin {
  return {
    onExecute({ context, executeFn, setExecuteFn }) {
      const state = getRequestState(context.request, context);
      const run = getOperation(state).definition.operation === 'mutation' ? runMutation : runQuery;
      setExecuteFn((args: ExecutionArgs) => run(executeFn, args, toOperationOptions(state)));
    },
    onSubscribe({ context, setSubscribeFn, setResultAndStopExecution }) {
      const state = getRequestState(context.request, context);
      if (!state.contentNegotiation.streamType) {
        setResultAndStopExecution({ errors: [subscriptionNeedsStreamError()] });
        return;
      }
      const { signal } = getEventStreamController(state);
      setSubscribeFn(async (args: ExecutionArgs) => {
        const closeStream = streams.open(state.client.key);
        let isStreaming = false;
        try {
          const result = await runSubscription(args, toOperationOptions(state), signal);
          isStreaming = Symbol.asyncIterator in result && !signal.aborted;
          if (isStreaming) signal.addEventListener('abort', closeStream, { once: true });
          return result;
        } finally {
          if (!isStreaming) closeStream();
        }
      });
    },
  };
}

import type { ExecutionArgs } from 'graphql';
import { subscriptionNeedsStreamError } from '../receive-request.ts';
import { type OperationOptions, runMutation, runQuery, runSubscription } from '../run-operation.ts';
import {
  type ApiPlugin,
  getEventStreamController,
  getOperation,
  getRequestState,
  type RequestState,
} from '../server-context.ts';

/** Runs each operation with a context for the database: a query on one snapshot, a subscription on one per event. */
export function useRunOperation(toOptions: (state: RequestState) => OperationOptions): ApiPlugin {
  return {
    onExecute({ context, executeFn, setExecuteFn }) {
      const state = getRequestState(context.request, context);
      const run = getOperation(state).node.operation === 'mutation' ? runMutation : runQuery;
      setExecuteFn((args: ExecutionArgs) => run(executeFn, args, toOptions(state)));
    },
    onSubscribe({ context, setSubscribeFn, setResultAndStopExecution }) {
      const state = getRequestState(context.request, context);
      if (!state.accept.canStreamEvents) {
        setResultAndStopExecution({ errors: [subscriptionNeedsStreamError()] });
        return;
      }
      const { signal } = getEventStreamController(state);
      setSubscribeFn((args: ExecutionArgs) => runSubscription(args, toOptions(state), signal));
    },
  };
}

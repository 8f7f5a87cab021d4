import type { GraphQLError } from 'graphql';
import { findLimitViolation, type Limits, toMutationLimits } from '../limits.ts';
import { type ApiPlugin, getOperation, getRequestState, type RequestState } from '../server-context.ts';

/** Measures each operation before it runs, reports its cost, and rejects it if it exceeds a limit. */
export function useLimits(limits: Limits): ApiPlugin {
  const mutationLimits = toMutationLimits(limits);

  function findViolation(state: RequestState, variables: Readonly<Record<string, unknown>>): GraphQLError | undefined {
    const { node, measure } = getOperation(state);
    const metrics = measure(variables);
    state.extensions.cost = { requested: metrics.cost, limit: limits.cost };
    return findLimitViolation(metrics, node.operation === 'mutation' ? mutationLimits : limits);
  }

  return {
    onExecute({ context, args, setResultAndStopExecution }) {
      const state = getRequestState(context.request, context);
      const violation = findViolation(state, args.variableValues ?? {});
      if (violation) setResultAndStopExecution({ errors: [violation], extensions: state.extensions });
    },
    onSubscribe({ context, args, setResultAndStopExecution }) {
      const state = getRequestState(context.request, context);
      const violation = findViolation(state, args.variableValues ?? {});
      if (violation) setResultAndStopExecution({ errors: [violation], extensions: state.extensions });
    },
  };
}

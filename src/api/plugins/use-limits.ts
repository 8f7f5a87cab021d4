import type { GraphQLError } from 'graphql';
import { findLimitViolation, type Limits, toMutationLimits } from '../limits.ts';
import {
  type ApiPlugin,
  getOperation,
  getRequestState,
  measureEventLoop,
  type RequestState,
} from '../server-context.ts';

/** Measures each operation before it runs, reports its cost, and rejects it if it exceeds a limit. */
export function useLimits(limits: Limits): ApiPlugin {
  const check: ApiPlugin['onExecute'] & ApiPlugin['onSubscribe'] = ({ context, args, setResultAndStopExecution }) => {
    const state = getRequestState(context.request, context);
    const violation = measureEventLoop(state.client, () =>
      measureAndCheckLimits(state, limits, args.variableValues ?? {}),
    );
    if (violation) setResultAndStopExecution({ errors: [violation], extensions: state.extensions });
  };
  return { onExecute: check, onSubscribe: check };
}

/** Records the cost of the operation, and returns the first limit that it exceeds. */
export function measureAndCheckLimits(
  state: RequestState,
  limits: Limits,
  variables: Readonly<Record<string, unknown>>,
): GraphQLError | undefined {
  const { definition, measure } = getOperation(state);
  const metrics = measure(variables);
  state.extensions.cost = { requested: metrics.cost, limit: limits.cost };
  return findLimitViolation(metrics, definition.operation === 'mutation' ? toMutationLimits(limits) : limits);
}

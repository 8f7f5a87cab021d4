import { type ApiPlugin, getOperation, getRequestState, type RequestState } from '../server-context.ts';

/** Reports in `extensions` which deprecated elements of the schema an operation uses. */
export function useDeprecations(): ApiPlugin {
  const report: ApiPlugin['onExecute'] & ApiPlugin['onSubscribe'] = ({ context, args }) =>
    reportDeprecations(getRequestState(context.request, context), args.variableValues ?? {});
  return { onExecute: report, onSubscribe: report };
}

export function reportDeprecations(state: RequestState, variables: Readonly<Record<string, unknown>>): void {
  const deprecations = getOperation(state).findDeprecations(variables);
  if (deprecations.length > 0) state.extensions.deprecations = deprecations;
}

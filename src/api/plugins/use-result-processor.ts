import type { Limits } from '../limits.ts';
import { type OperationResults, renderResponse } from '../render-response.ts';
import { type ApiPlugin, getRequestState } from '../server-context.ts';

/** Writes results as JSON, or as a stream of events, with the status and the caching headers of each. */
export function useResultProcessor(limits: Limits, pingMs: number): ApiPlugin {
  return {
    onResultProcess({ request, serverContext, setResultProcessor }) {
      const state = getRequestState(request, serverContext);
      setResultProcessor(
        (result) => renderResponse(result as OperationResults, state, limits, pingMs),
        state.contentNegotiation.responseType ?? 'application/json',
      );
    },
  };
}

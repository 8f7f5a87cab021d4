import type { StreamOptions } from '../event-stream.ts';
import type { Limits } from '../limits.ts';
import { type OperationResults, renderResponse } from '../render-response.ts';
import { type ApiPlugin, getRequestState } from '../server-context.ts';

/** Writes results as JSON, or as a stream, with the status and the caching headers of each. */
export function useResultProcessor(limits: Limits, streams: StreamOptions): ApiPlugin {
  return {
    onResultProcess({ request, serverContext, setResultProcessor }) {
      const state = getRequestState(request, serverContext);
      setResultProcessor(
        (result) => renderResponse(result as OperationResults, state, limits, streams),
        state.contentNegotiation.responseType ?? 'application/json',
      );
    },
  };
}

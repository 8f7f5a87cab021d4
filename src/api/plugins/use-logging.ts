import type { RequestTrace } from '../../schema/context.ts';
import { logRequest, type RequestLog } from '../request-log.ts';
import { type ApiPlugin, getRequestState } from '../server-context.ts';

export type RequestObserver = (request: RequestTrace & { ms: number; status: number }) => void;

/** Gives each request an id, and writes one line to the log when its response is ready. */
export function useLogging(log: RequestLog | undefined, observe: RequestObserver | undefined): ApiPlugin {
  return {
    onRequest({ request, serverContext }) {
      getRequestState(request, serverContext);
    },
    onResponse({ serverContext, response }) {
      const state = serverContext.requestState;
      if (!state) return;
      const { trace, startedAt } = state;
      response.headers.set('x-request-id', trace.id);
      const ms = Math.round((performance.now() - startedAt) * 100) / 100;
      observe?.({ ...trace, ms, status: response.status });
      if (log) logRequest(log, state, response, ms);
    },
  };
}

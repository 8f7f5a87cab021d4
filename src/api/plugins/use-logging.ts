import type { RequestTrace } from '../../schema/context.ts';
import { type ApiPlugin, getRequestState } from '../server-context.ts';

export interface RequestLog {
  info(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

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
      const { id, operation, statements, code, cache } = trace;
      const { status } = response;
      observe?.({ ...trace, ms, status });
      log?.info({ id, operation, ms, statements: statements.length, cache, status, code }, 'request');
    },
  };
}

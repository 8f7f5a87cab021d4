import type { Reader } from '../../db/database.ts';
import { BufferedResponse, jsonResponse } from '../buffered-response.ts';
import { toErrorResponse } from '../error-response.ts';
import { getPathname } from '../http-request.ts';
import type { Limits } from '../limits.ts';
import { handleReconcileRequest, reconcilePath } from '../reconcile/handle-request.ts';
import type { RequestLog } from '../request-log.ts';
import { type ApiPlugin, getRequestState, type RequestState } from '../server-context.ts';

/**
 * Answers requests of the Reconciliation Service API (W3C community group, version 0.2) at `/reconcile`. Queries are
 * independent of each other: each is a statement with a time limit of its own.
 */
export function useReconcile(
  openReader: (state: RequestState) => Reader,
  limits: Limits,
  log: RequestLog | undefined,
): ApiPlugin {
  return {
    async onRequest({ request, serverContext, endResponse }) {
      const path = getPathname(request.url);
      if (path !== reconcilePath && !path.startsWith(`${reconcilePath}/`)) return;
      const state = getRequestState(request, serverContext);
      state.trace.operation = path;
      try {
        if (state.rejectionError) throw state.rejectionError;
        const reader = openReader(state);
        state.trace.statements = reader.statements;
        const { type, body } = await handleReconcileRequest(state.request, request.url, limits, reader);
        const headers = { 'access-control-allow-origin': '*', 'cache-control': 'no-cache' };
        endResponse(
          typeof body === 'string'
            ? new BufferedResponse(200, { ...headers, 'content-type': type }, Buffer.from(body))
            : jsonResponse(body, 200, headers),
        );
      } catch (error) {
        endResponse(toErrorResponse(error, state, log));
      }
    },
  };
}

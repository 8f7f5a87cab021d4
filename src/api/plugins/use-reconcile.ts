import type { Reader } from '../../db/database.ts';
import { BufferedResponse, jsonResponse } from '../buffered-response.ts';
import type { Limits } from '../limits.ts';
import { handleReconcileRequest, reconcilePath } from '../reconcile/handle-request.ts';
import type { RequestLog } from '../request-log.ts';
import type { ApiPlugin, RequestState } from '../server-context.ts';
import { answerPath } from './answer-path.ts';

/**
 * Answers requests of the Reconciliation Service API (W3C community group, version 0.2) at `/reconcile`. Queries are
 * independent of each other: each is a statement with a time limit of its own.
 */
export const useReconcile = (
  openReader: (state: RequestState) => Reader,
  limits: Limits,
  log: RequestLog | undefined,
): ApiPlugin =>
  answerPath(
    (path) => path === reconcilePath || path.startsWith(`${reconcilePath}/`),
    async (state, { url }) => {
      const reader = openReader(state);
      state.trace.statements = reader.statements;
      const { type, body } = await handleReconcileRequest(state.request, url, limits, reader);
      const headers = { 'access-control-allow-origin': '*', 'cache-control': 'no-cache' };
      return typeof body === 'string'
        ? new BufferedResponse(200, { ...headers, 'content-type': type }, Buffer.from(body))
        : jsonResponse(body, 200, headers);
    },
    log,
  );

import { GraphQLError } from 'graphql';
import { jsonResponse } from './buffered-response.ts';
import { overloadedRequestError } from './graphql-errors.ts';
import { toClientResult } from './plugins/use-error-masking.ts';
import type { RequestLog } from './request-log.ts';
import type { RequestState } from './server-context.ts';

const statusByCode: Readonly<Record<string, number>> = {
  BAD_INPUT: 400,
  NOT_FOUND: 404,
  COST_LIMIT: 413,
  RATE_LIMITED: 429,
  TIMEOUT: 503,
  OVERLOADED: 503,
  UNAVAILABLE: 503,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  CONFLICT: 409,
  EPOCH_CHANGED: 409,
};

/** Renders an error of a request that is not a GraphQL request, in the form of GraphQL errors, with a status. */
export function toErrorResponse(error: unknown, state: RequestState, log: RequestLog | undefined): Response {
  const graphqlError =
    error instanceof GraphQLError
      ? error
      : new GraphQLError(error instanceof Error ? error.message : String(error), {
          originalError: error instanceof Error ? error : new Error(String(error)),
        });
  const failure = state.client.isRejected ? overloadedRequestError() : graphqlError;
  const { errors = [] } = toClientResult({ errors: [failure] }, state.trace, log);
  const { http, ...extensions } = (errors[0]?.extensions ?? {}) as {
    http?: { status?: number; spec?: boolean; headers?: Record<string, string> };
    code?: string;
  };
  return jsonResponse(
    { errors: [{ message: errors[0]?.message, extensions }] },
    (http?.spec ? undefined : http?.status) ?? statusByCode[extensions.code ?? ''] ?? 500,
    { 'access-control-allow-origin': '*', 'cache-control': 'no-store', ...http?.headers },
  );
}

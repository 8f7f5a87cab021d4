import { GraphQLError } from 'graphql';
import { ChanceryError, type ErrorCode, errorCodes } from '../model/errors.ts';
import { overloadedError } from '../store/fair-queue.ts';

export const parseFailedCode = 'GRAPHQL_PARSE_FAILED';
export const validationFailedCode = 'GRAPHQL_VALIDATION_FAILED';

/** GraphQL's own codes, in addition to the closed list of src/model/errors.ts. */
export const protocolCodes = [
  parseFailedCode,
  validationFailedCode,
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
] as const;

export type GraphqlErrorCode = ErrorCode | (typeof protocolCodes)[number];

const knownCodes = new Set<unknown>([...errorCodes, ...protocolCodes]);

/** Status of a well-formed request that fails: 400, or (Yoga's `spec`) 200 for clients that accept only application/json. */
const wellFormedRequestHttp = { status: 400, spec: true };

/** An error that rejects the whole request. Pass `http` if it is not a valid GraphQL request: its status then applies to every client. */
export const requestError = (
  code: GraphqlErrorCode,
  message: string,
  http: { status: number; spec?: boolean; headers?: Record<string, string> } = wellFormedRequestHttp,
): GraphQLError => new GraphQLError(message, { extensions: { code, http } });

/** An error of a request that is not a valid GraphQL request. */
export const badRequest = (message: string, status = 400, headers: Record<string, string> = {}): GraphQLError =>
  requestError('BAD_INPUT', message, { status, headers });

export const overloadedRequestError = (): GraphQLError =>
  requestError('OVERLOADED', overloadedError().message, { status: 503, headers: { 'retry-after': '1' } });

export function withCode(
  error: GraphQLError,
  code: GraphqlErrorCode,
  message = error.message,
  extensions: Record<string, unknown> = {},
): GraphQLError {
  const { nodes, source, positions, path } = error;
  return new GraphQLError(truncateMessage(message), {
    nodes: nodes ?? null,
    source: source ?? null,
    positions: positions ?? null,
    path: path ?? null,
    extensions: { ...extensions, code },
  });
}

/** Messages quote values in full: cut out the middle of a long one, so that the text before and after it remains. */
const truncateMessage = (message: string): string =>
  message.length > 600 ? `${message.slice(0, 300)} … ${message.slice(-250)}` : message;

/** Returns the error for the client: with its code if it is meant for the user, otherwise masked and passed to `report`. */
export function toClientError(error: GraphQLError, requestId: string, report: (cause: unknown) => void): GraphQLError {
  const cause = findRootCause(error);
  if (cause instanceof ChanceryError)
    return withCode(error, cause.code, cause.message, cause.field ? { field: cause.field } : {});
  if (!isClientError(error, cause)) {
    report(cause);
    const message = `Internal server error. Quote the request id ${requestId} when you report it.`;
    return withCode(error, 'INTERNAL', message, { requestId });
  }
  const { code, http, field } = error.extensions;
  const extensions = {
    ...(http !== undefined && { http }),
    ...(typeof field === 'string' && { field }),
  };
  return withCode(error, knownCodes.has(code) ? (code as GraphqlErrorCode) : 'BAD_INPUT', error.message, extensions);
}

/** The error that a GraphQL error wraps, or else itself. */
export function findRootCause(error: GraphQLError): unknown {
  const { originalError } = error;
  return originalError instanceof GraphQLError ? findRootCause(originalError) : (originalError ?? error);
}

/**
 * Errors that graphql-js reports before execution concern the request. During execution only those with a location in the document do: without
 * one, the data violates the schema.
 */
const isClientError = (error: GraphQLError, cause: unknown): boolean =>
  cause instanceof GraphQLError &&
  (error.path === undefined || cause.nodes !== undefined || knownCodes.has(cause.extensions.code));

/** Adds the status that GraphQL over HTTP defines for a response without data. */
export function withHttpStatus(error: GraphQLError): GraphQLError {
  const http =
    error.extensions.code === 'INTERNAL' ? { status: 500 } : (error.extensions.http ?? wellFormedRequestHttp);
  return withCode(error, error.extensions.code as GraphqlErrorCode, error.message, { ...error.extensions, http });
}

/** Status and headers of a response with errors. Those of a well-formed request are 200 for clients that accept plain JSON. */
export function resolveHttpStatus(
  errors: readonly GraphQLError[],
  isPlainJson: boolean,
): { status: number; headers: Record<string, string> } {
  let status = 0;
  const headers: Record<string, string> = {};
  for (const { extensions } of errors) {
    const http = extensions.http as { status: number; spec?: boolean; headers?: Record<string, string> } | undefined;
    if (!http) continue;
    Object.assign(headers, http.headers);
    if (!(isPlainJson && http.spec)) status = Math.max(status, http.status);
  }
  return { status: status || 200, headers };
}

/** Whether the status of an error applies to every client, also to one that expects a stream of events. */
export function hasFixedStatus({ extensions }: GraphQLError): boolean {
  const { http } = extensions as { http?: Partial<typeof wellFormedRequestHttp> };
  return http !== undefined && !http.spec;
}

/** Removes the HTTP status, which is not part of the body. */
export function withoutHttpStatus(error: GraphQLError): GraphQLError {
  if (!('http' in error.extensions)) return error;
  const { http: _http, ...extensions } = error.extensions;
  return withCode(error, error.extensions.code as GraphqlErrorCode, error.message, extensions);
}

import { GraphQLError } from 'graphql';
import { ChanceryError, type ErrorCode, errorCodes } from '../model/errors.ts';

/** GraphQL's own two, beside the closed list of src/errors.ts. */
export const parseFailedCode = 'GRAPHQL_PARSE_FAILED';
export const validationFailedCode = 'GRAPHQL_VALIDATION_FAILED';

export type GraphqlErrorCode = ErrorCode | typeof parseFailedCode | typeof validationFailedCode;

const knownCodes = new Set<unknown>([...errorCodes, parseFailedCode, validationFailedCode]);

/** A request that is well-formed but can't be answered: 400, or 200 for clients that read application/json only. */
const requestErrorHttp = { status: 400, spec: true };

/** No part of it is run. `http` is for what never was a GraphQL request: its status holds for every client. */
export const requestError = (
  code: GraphqlErrorCode,
  message: string,
  http: { status: number; headers?: Record<string, string> } = requestErrorHttp,
  reason?: string,
): GraphQLError => new GraphQLError(message, { extensions: { code, http, ...(reason !== undefined && { reason }) } });

/** A request that can't be read: it never was one of GraphQL. */
export const badRequest = (message: string, status = 400, headers: Record<string, string> = {}): GraphQLError =>
  requestError('BAD_INPUT', message, { status, headers });

export function withCode(
  error: GraphQLError,
  code: GraphqlErrorCode,
  message = error.message,
  more: Record<string, unknown> = {},
): GraphQLError {
  const { nodes, source, positions, path } = error;
  return new GraphQLError(truncateMessage(message), {
    nodes: nodes ?? null,
    source: source ?? null,
    positions: positions ?? null,
    path: path ?? null,
    extensions: { ...more, code },
  });
}

/** Values are quoted whole, however long: what is said before and after them stays. */
const truncateMessage = (message: string): string =>
  message.length > 600 ? `${message.slice(0, 300)} … ${message.slice(-250)}` : message;

/** Whatever was thrown, for `coded` to judge. */
export const toGraphqlError = (error: unknown): GraphQLError =>
  error instanceof GraphQLError
    ? error
    : new GraphQLError('Unexpected error.', {
        originalError: error instanceof Error ? error : new Error(String(error)),
      });

/** The error as it is told: what is meant for the user with its code, anything else masked and handed to `report`. */
export function maskError(error: GraphQLError, requestId: string, report: (cause: unknown) => void): GraphQLError {
  const cause = findRootCause(error);
  if (cause instanceof ChanceryError)
    return withCode(error, cause.code, cause.message, cause.field ? { field: cause.field } : {});
  if (!isClientError(error, cause)) {
    report(cause);
    const message = `Something went wrong on this side. Quote the request ${requestId} when you report it.`;
    return withCode(error, 'INTERNAL', message, { requestId });
  }
  const { code, http, field = parseVariablePath(error.message), reason } = error.extensions;
  const more = {
    ...(http !== undefined && { http }),
    ...(typeof field === 'string' && { field }),
    ...(typeof reason === 'string' && { reason }),
  };
  return withCode(error, knownCodes.has(code) ? (code as GraphqlErrorCode) : 'BAD_INPUT', error.message, more);
}

/** Where in the variables GraphQL found a value of another type; it tells that in words alone. */
function parseVariablePath(message: string): string | undefined {
  const [, name, path = ''] = /^Variable "\$(\w+)" has invalid value(?: at (\S+))?: /.exec(message) ?? [];
  return name && name + path.replaceAll(/\[(\d+)\]/g, '.$1');
}

function findRootCause(error: GraphQLError): unknown {
  const { originalError } = error;
  return originalError instanceof GraphQLError ? findRootCause(originalError) : (originalError ?? error);
}

/**
 * What GraphQL finds wrong before it runs is about the request. Once a field runs, only what it finds in the document is:
 * without a place there, it is an answer that does not fit the schema.
 */
const isClientError = (error: GraphQLError, cause: unknown): boolean =>
  cause instanceof GraphQLError &&
  (error.path === undefined || cause.nodes !== undefined || knownCodes.has(cause.extensions.code));

/** The status that GraphQL over HTTP gives an answer without data. */
export function withHttpStatus(error: GraphQLError): GraphQLError {
  const http = error.extensions.code === 'INTERNAL' ? { status: 500 } : (error.extensions.http ?? requestErrorHttp);
  return withCode(error, error.extensions.code as GraphqlErrorCode, error.message, { ...error.extensions, http });
}

/** What HTTP is told of errors: those of a well-formed request are 200 to a client that reads plain JSON. */
export function resolveHttpStatus(
  errors: readonly GraphQLError[],
  plainJson: boolean,
): { status: number; headers: Record<string, string> } {
  let status = 0;
  const headers: Record<string, string> = {};
  for (const { extensions } of errors) {
    const http = extensions.http as { status: number; spec?: boolean; headers?: Record<string, string> } | undefined;
    if (!http) continue;
    Object.assign(headers, http.headers);
    if (!(plainJson && http.spec)) status = Math.max(status, http.status);
  }
  return { status: status || 200, headers };
}

/** Whether it never was a GraphQL request, so that no stream of events answers it. */
export function isHttpError({ extensions }: GraphQLError): boolean {
  const { http } = extensions as { http?: Partial<typeof requestErrorHttp> };
  return http !== undefined && !http.spec;
}

/** The error as the body tells it, its status apart. */
export function withoutHttpStatus(error: GraphQLError): GraphQLError {
  if (!('http' in error.extensions)) return error;
  const { http: _http, ...more } = error.extensions;
  return withCode(error, error.extensions.code as GraphqlErrorCode, error.message, more);
}

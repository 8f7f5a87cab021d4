import { GraphQLError } from 'graphql';
import { ChanceryError, type ErrorCode } from '../errors.ts';

/** GraphQL's own two, beside the closed list of src/errors.ts. */
export const parseFailed = 'GRAPHQL_PARSE_FAILED';
export const validationFailed = 'GRAPHQL_VALIDATION_FAILED';

export type Code = ErrorCode | typeof parseFailed | typeof validationFailed;

export function withCode(error: GraphQLError, code: Code, message = error.message, more: Record<string, unknown> = {}): GraphQLError {
  const { nodes, source, positions, path, extensions } = error;
  return new GraphQLError(message, {
    nodes: nodes ?? null,
    source: source ?? null,
    positions: positions ?? null,
    path: path ?? null,
    extensions: { ...extensions, ...more, code },
  });
}

/** The error as it is told: what is meant for the user with its code, anything else masked and handed to `report`. */
export function coded(error: GraphQLError, requestId: string, report: (error: unknown) => void): GraphQLError {
  const cause = error.originalError;
  if (cause instanceof ChanceryError) return withCode(error, cause.code, cause.message, cause.field ? { field: cause.field } : {});
  if (error.extensions.code) return error;
  // What yoga and graphql-js say themselves is about the request: its body, its variables, its arguments.
  if (!cause || cause instanceof GraphQLError || error.extensions.http) return withCode(error, 'BAD_INPUT', hint(error.message));
  report(cause);
  return withCode(error, 'INTERNAL', `Something went wrong on this side. Quote the request ${requestId} when you report it.`, {
    requestId,
  });
}

const hint = (message: string): string =>
  /invalid JSON/i.test(message)
    ? `The body is not JSON. Send {"query": "{ … }", "variables": { … }} with content-type: application/json.`
    : message;

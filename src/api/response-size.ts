import { type ExecutionResult, GraphQLError } from 'graphql';
import { tooLargeResponseError } from '../db/result-size.ts';

/** The result that replaces one whose JSON is too large. A mutation has been applied nevertheless. */
export function toTooLargeResult({ extensions }: ExecutionResult, maxBytes: number): ExecutionResult {
  const { message, code } = tooLargeResponseError(maxBytes);
  return {
    errors: [new GraphQLError(message, { extensions: { code } })],
    data: null,
    ...(extensions && { extensions }),
  };
}

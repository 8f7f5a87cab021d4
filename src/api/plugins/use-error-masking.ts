import type { ExecutionResult } from 'graphql';
import { isAsyncIterable, mapAsyncIterator } from 'graphql-yoga';
import { findStorageProblem } from '../../db/start-errors.ts';
import type { RequestTrace } from '../../schema/context.ts';
import { findRootCause, toClientError } from '../graphql-errors.ts';
import type { RequestLog } from '../request-log.ts';
import { type ApiPlugin, getRequestState } from '../server-context.ts';
import { toStorageClientError } from '../storage-errors.ts';

/** Gives each error its code; masks unexpected ones and logs each of their causes once. */
export function useErrorMasking(log: RequestLog | undefined): ApiPlugin {
  return {
    onResultProcess({ request, serverContext, result, setResult }) {
      const { trace } = getRequestState(request, serverContext);
      const mask = (single: ExecutionResult): ExecutionResult => toClientResult(single, trace, log);
      if (isAsyncIterable(result)) setResult(mapAsyncIterator(result, mask));
      else if (!Array.isArray(result)) setResult(mask(result));
    },
  };
}

export function toClientResult(
  result: ExecutionResult,
  trace: RequestTrace,
  log: RequestLog | undefined,
): ExecutionResult {
  if (!result.errors) return result;
  const causes = new Map<string, unknown>();
  const report = (cause: unknown): void => void causes.set(String(cause), cause);
  const errors = result.errors.map((error) => {
    const cause = findRootCause(error);
    const problem = findStorageProblem(cause);
    if (!problem) return toClientError(error, trace.id, report);
    // A lock is no fault of the database: the line of the request reports it.
    if (problem !== 'DATABASE_LOCKED') report(cause);
    return toStorageClientError(error, problem);
  });
  for (const cause of causes.values())
    log?.error(
      { id: trace.id, err: cause },
      findStorageProblem(cause) ? 'the database cannot be used' : 'unexpected error',
    );
  trace.code = String(errors[0]?.extensions.code);
  return { ...result, errors };
}

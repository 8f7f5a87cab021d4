import type { ExecutionResult } from 'graphql';
import type { RequestTrace } from '../schema/context.ts';
import type { ContentNegotiation } from './content-negotiation.ts';
import { createEventStreamResponse } from './event-stream.ts';
import { serializeResult } from './execute-direct.ts';
import { isHttpError, maskError, resolveHttpStatus, withHttpStatus, withoutHttpStatus } from './graphql-errors.ts';
import { cacheableHeaders, computeEtag, matchesEtag, noStoreHeaders } from './http-headers.ts';
import type { HttpRequest, HttpResponse } from './http-types.ts';
import type { CachedResponse } from './response-cache.ts';

export type OperationResults = ExecutionResult | AsyncIterable<ExecutionResult>;

interface ResponseOptions {
  readonly request: HttpRequest;
  readonly accept: ContentNegotiation;
  readonly trace: RequestTrace;
  /** There is one where a stream of events is accepted. */
  readonly abortController: AbortController | undefined;
  /** Whether it is a query's: no other answer may be kept by anybody. */
  readonly isQuery: boolean;
  /** How often an idle stream says that it is alive. */
  readonly pingMs: number;
  store?: ((answer: CachedResponse) => void) | undefined;
  report(error: unknown, trace: RequestTrace): void;
}

/** What came out of a request, as it is sent: JSON with its status, or a stream of events where one is asked for. */
export function writeResponse(results: OperationResults, writing: ResponseOptions): HttpResponse {
  const { request: asked, accept, trace } = writing;
  const tell = (one: ExecutionResult): ExecutionResult => maskErrors(one, writing);
  const asEvents = (sent: OperationResults, begin?: number): HttpResponse =>
    createEventStreamResponse(sent, tell, writing.abortController ?? new AbortController(), writing.pingMs, begin);
  if (Symbol.asyncIterator in results) return asEvents(results, trace.datasetSequence);
  const result = tell(results);
  if (accept.responseType === 'text/event-stream' && !result.errors?.some(isHttpError)) return asEvents(result);
  const type = accept.responseType === 'application/graphql-response+json' ? accept.responseType : 'application/json';
  if (result.errors || !writing.isQuery || trace.isPersonal) return writeUncachedResponse(result, type);

  const body = Buffer.from(serializeResult(result));
  const etag = computeEtag(type, body);
  writing.store?.({ type, body, etag, operation: trace.operation ?? 'query', datasetSequence: trace.datasetSequence });
  return writeCacheableResponse(asked, { type, body, etag });
}

/** A query's answer, or that the client has it already. */
export function writeCacheableResponse(
  asked: HttpRequest,
  { type, body, etag }: Pick<CachedResponse, 'type' | 'body' | 'etag'>,
): HttpResponse {
  const headers = cacheableHeaders(asked, type, etag);
  return matchesEtag(asked, etag) ? { status: 304, headers } : { status: 200, headers, body };
}

/** An answer for now only. */
function writeUncachedResponse(
  result: ExecutionResult,
  type: 'application/json' | 'application/graphql-response+json',
): HttpResponse {
  const errors = 'data' in result ? result.errors : result.errors?.map(withHttpStatus);
  const { status, headers } = resolveHttpStatus(errors ?? [], type === 'application/json');
  const body = serializeResult({ ...result, ...(errors && { errors: errors.map(withoutHttpStatus) }) });
  return { status, headers: { ...noStoreHeaders(type), ...headers }, body: Buffer.from(body) };
}

/** The result with coded errors; each cause of one that is masked is reported once. */
function maskErrors(result: ExecutionResult, { trace, report }: ResponseOptions): ExecutionResult {
  if (!result.errors) return result;
  const causes = new Map<string, unknown>();
  const errors = result.errors.map((error) => maskError(error, trace.id, (cause) => causes.set(String(cause), cause)));
  for (const cause of causes.values()) report(cause, trace);
  trace.code = String(errors[0]?.extensions.code);
  return { ...result, errors };
}

import type { ExecutionResult } from 'graphql';
import { BufferedResponse } from './buffered-response.ts';
import { createEventStreamResponse } from './event-stream.ts';
import { SerializedData, serializeResult } from './execute-direct.ts';
import { hasFixedStatus, resolveHttpStatus, withHttpStatus, withoutHttpStatus } from './graphql-errors.ts';
import {
  cacheableHeaders,
  computeEtag,
  epochHeader,
  matchesEtag,
  noStoreHeaders,
  sequenceHeader,
} from './http-headers.ts';
import type { HttpRequest } from './http-request.ts';
import type { CachedResponse } from './response-cache.ts';
import { getEventStreamController, type RequestState } from './server-context.ts';

export type OperationResults = ExecutionResult | AsyncIterable<ExecutionResult>;

/** Renders results as JSON with their status, or as a stream of events if the client accepts only that. */
export function renderResponse(results: OperationResults, state: RequestState, pingMs: number): Response {
  const { request, trace } = state;
  const { responseType } = state.contentNegotiation;
  const { datasetSequence, datasetEpoch } = trace;
  const toEventStream = (headers: Record<string, string> = {}): Response =>
    createEventStreamResponse(results, getEventStreamController(state), pingMs, headers);
  if (Symbol.asyncIterator in results)
    return toEventStream({ [sequenceHeader]: String(datasetSequence), [epochHeader]: datasetEpoch ?? '' });
  if (responseType === 'text/event-stream' && !results.errors?.some(hasFixedStatus)) return toEventStream();
  const type = responseType === 'application/graphql-response+json' ? responseType : 'application/json';
  const isQuery = state.operation?.definition.operation === 'query';
  if (results.errors || !isQuery || trace.dependsOnReader) return renderUncachedResponse(results, type);

  const body = Buffer.from(serializeResult(results));
  const etag = computeEtag(type, body);
  const operation = trace.operation ?? 'query';
  state.cacheableResponse = {
    type,
    body,
    etag,
    operation,
    documentHash: state.operation?.document.hash,
    cost: state.extensions.cost?.requested,
    datasetSequence: trace.datasetSequence,
  };
  return renderCacheableResponse(request, state.cacheableResponse);
}

/** The response to a query, or 304 if the client has it already. */
export function renderCacheableResponse(
  request: HttpRequest,
  { type, body, etag }: Pick<CachedResponse, 'type' | 'body' | 'etag'>,
): Response {
  const headers = cacheableHeaders(request, type, etag);
  return matchesEtag(request, etag) ? new BufferedResponse(304, headers) : new BufferedResponse(200, headers, body);
}

function renderUncachedResponse(
  result: ExecutionResult,
  type: 'application/json' | 'application/graphql-response+json',
): Response {
  const errors = hasAnyValue(result)
    ? result.errors?.map(withoutHttpStatus)
    : 'data' in result
      ? result.errors
      : result.errors?.map(withHttpStatus);
  const { status, headers } = resolveHttpStatus(errors ?? [], type === 'application/json');
  const body = serializeResult({ ...result, ...(errors && { errors: errors.map(withoutHttpStatus) }) });
  return new BufferedResponse(status, { ...noStoreHeaders(type), ...headers }, Buffer.from(body));
}

/** Whether a part of the operation succeeded. Its response then has status 200, whatever the errors say. */
function hasAnyValue({ errors, data }: ExecutionResult): boolean {
  if (!errors || !data) return false;
  const values = data instanceof SerializedData ? data.toJSON() : data;
  return Object.values(values as object).some((value) => value !== null);
}

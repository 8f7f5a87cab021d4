import { type ExecutionResult, GraphQLError } from 'graphql';
import { BufferedResponse } from './buffered-response.ts';
import { type ContentEncoding, compress, selectEncoding } from './content-encoding.ts';
import { renderCsvResult } from './csv-result.ts';
import { createEventStreamResponse, type StreamOptions } from './event-stream.ts';
import { SerializedData, serializeResult } from './execute-direct.ts';
import { hasFixedStatus, resolveHttpStatus, withHttpStatus, withoutHttpStatus } from './graphql-errors.ts';
import {
  cacheableHeaders,
  computeEtag,
  epochHeader,
  matchesEtag,
  noStoreHeaders,
  sequenceHeader,
  truncatedHeader,
} from './http-headers.ts';
import type { HttpRequest } from './http-request.ts';
import type { Limits } from './limits.ts';
import type { CachedResponse } from './response-cache.ts';
import { toTooLargeResult } from './response-size.ts';
import { getEventStreamController, getOperation, measureEventLoop, type RequestState } from './server-context.ts';
import { streamProtocols } from './stream-protocols.ts';

const graphqlType = 'application/graphql-response+json';

export type OperationResults = ExecutionResult | AsyncIterable<ExecutionResult>;

/** Renders results as JSON with their status, or as a stream if the client accepts only that or they are those of a subscription. */
export const renderResponse = (
  results: OperationResults,
  state: RequestState,
  limits: Limits,
  streams: StreamOptions,
): Response | Promise<Response> => measureEventLoop(state.client, () => render(results, state, limits, streams));

function render(
  results: OperationResults,
  state: RequestState,
  { responseBytes }: Limits,
  streams: StreamOptions,
): Response | Promise<Response> {
  const { trace } = state;
  const { responseType, streamType = 'text/event-stream' } = state.contentNegotiation;
  const { datasetSequence, datasetEpoch } = trace;
  const toEventStream = (headers: Record<string, string> = {}): Response =>
    createEventStreamResponse(
      results,
      streamProtocols[streamType],
      getEventStreamController(state),
      { ...streams, maxEventBytes: responseBytes },
      headers,
    );
  if (Symbol.asyncIterator in results)
    return toEventStream({ [sequenceHeader]: String(datasetSequence), [epochHeader]: datasetEpoch ?? '' });
  if (responseType === 'text/event-stream' && !results.errors?.some(hasFixedStatus)) return toEventStream();
  const type = responseType === graphqlType ? responseType : 'application/json';
  const isQuery = state.operation?.definition.operation === 'query';
  if (results.errors || !isQuery || trace.dependsOnReader)
    return renderUncachedResponse(results, responseType === 'text/csv' ? graphqlType : type, state, responseBytes);
  const plainBody = serializeResult(results);
  if (plainBody.length > responseBytes) return renderUncachedResponse(results, type, state, responseBytes);
  if (responseType === 'text/csv') return renderCsv(results, state);

  return renderBody(plainBody, type, state);
}

function renderBody(
  plainBody: Buffer<ArrayBuffer>,
  type: string,
  state: RequestState,
  headers?: Readonly<Record<string, string>>,
): Response | Promise<Response> {
  const encoding = selectEncoding(state.acceptedEncodings, plainBody);
  const etag = computeEtag(type, plainBody, encoding);
  const render = (body: Buffer<ArrayBuffer>): Response => {
    state.cacheableResponse = {
      type,
      encoding,
      body,
      etag,
      headers,
      operation: state.trace.operation ?? 'query',
      documentHash: state.operation?.document.hash,
      cost: state.extensions.cost?.requested,
      datasetSequence: state.trace.datasetSequence,
    };
    return renderCacheableResponse(state.request, state.cacheableResponse);
  };
  return encoding ? compress(plainBody, encoding, 'RESPONSE').then(render) : render(plainBody);
}

/** Renders a list as CSV. The headers state the version of the dataset, and whether rows are missing. */
function renderCsv(result: ExecutionResult, state: RequestState): Response | Promise<Response> {
  const { epoch, sequence } = (result.extensions?.dataset ?? {}) as { epoch?: string; sequence?: number };
  try {
    const { text, truncated } = renderCsvResult(result, getOperation(state));
    return renderBody(Buffer.from(text), 'text/csv', state, {
      [epochHeader]: String(epoch),
      [sequenceHeader]: String(sequence),
      ...(truncated && { [truncatedHeader]: truncated }),
    });
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    state.trace.code = String(error.extensions.code);
    return renderUncachedResponse({ errors: [error] }, graphqlType, state, Infinity);
  }
}

/** The response to a query, or 304 if the client has it already. Only GET requests are conditional. */
export function renderCacheableResponse(
  request: HttpRequest,
  {
    type,
    encoding,
    body,
    etag,
    headers: more,
  }: Pick<CachedResponse, 'type' | 'encoding' | 'body' | 'etag' | 'headers'>,
): Response {
  const headers = { ...cacheableHeaders(request, type, etag), ...more };
  if (request.method === 'GET' && matchesEtag(request.header('if-none-match'), etag))
    return new BufferedResponse(304, headers);
  return new BufferedResponse(200, encoding ? withEncoding(headers, encoding) : headers, body);
}

function renderUncachedResponse(
  result: ExecutionResult,
  type: 'application/json' | 'application/graphql-response+json',
  state: RequestState,
  maxBytes: number,
): Response | Promise<Response> {
  const errors = hasAnyValue(result)
    ? result.errors?.map(withoutHttpStatus)
    : 'data' in result
      ? result.errors
      : result.errors?.map(withHttpStatus);
  const { status, headers: errorHeaders } = resolveHttpStatus(errors ?? [], type === 'application/json');
  const headers = { ...noStoreHeaders(type), ...errorHeaders };
  const body = serializeResult({ ...result, ...(errors && { errors: errors.map(withoutHttpStatus) }) });
  if (body.length > maxBytes && 'data' in result && result.data !== null) {
    state.trace.code = 'COST_LIMIT';
    return renderUncachedResponse(toTooLargeResult(result, maxBytes), type, state, maxBytes);
  }
  const encoding = selectEncoding(state.acceptedEncodings, body);
  if (!encoding) return new BufferedResponse(status, headers, body);
  return compress(body, encoding, 'RESPONSE').then(
    (compressed) => new BufferedResponse(status, withEncoding(headers, encoding), compressed),
  );
}

const withEncoding = (headers: Record<string, string>, encoding: ContentEncoding): Record<string, string> => ({
  vary: 'accept-encoding',
  ...headers,
  'content-encoding': encoding,
});

/** Whether a part of the operation succeeded. Its response then has status 200, whatever the errors say. */
function hasAnyValue({ errors, data }: ExecutionResult): boolean {
  if (!errors || !data) return false;
  const values = data instanceof SerializedData ? data.toJSON() : data;
  return Object.values(values as object).some((value) => value !== null);
}

import type { Database } from '../db/database.ts';
import type { RequestTrace } from '../schema/context.ts';
import { schema } from '../schema/index.ts';
import type { ChangeFeed } from './change-feed.ts';
import { negotiateContent } from './content-negotiation.ts';
import { type DocumentCache, InvalidDocumentError, type PreparedOperation } from './document-cache.ts';
import { toGraphqlError } from './graphql-errors.ts';
import type { HttpRequest, HttpResponse } from './http-types.ts';
import { findLimitViolation, type Limits, toMutationLimits } from './limits.ts';
import { type PersistedDocuments, resolveDocument } from './persisted-documents.ts';
import { enforceRateLimit, type RateLimiter } from './rate-limit.ts';
import { type GraphqlParams, receiveRequest, subscriptionNeedsStreamError } from './request-params.ts';
import type { CacheSlot, ResponseCache } from './response-cache.ts';
import { runMutation, runQuery, runSubscription } from './run-operation.ts';
import { type OperationResults, writeCacheableResponse, writeResponse } from './write-response.ts';

/** What all requests share. */
interface GraphqlServices {
  readonly db: Database;
  readonly feed: ChangeFeed;
  readonly limits: Limits;
  readonly documents: DocumentCache;
  readonly persisted: PersistedDocuments;
  readonly cache: ResponseCache | undefined;
  readonly rate: RateLimiter | undefined;
  readonly pingMs: number;
  report(error: unknown, trace: RequestTrace): void;
}

/** One request of GraphQL and its answer: kept from an earlier one, or found now. */
export async function handleGraphqlRequest(
  asked: HttpRequest,
  trace: RequestTrace,
  serving: GraphqlServices,
): Promise<HttpResponse> {
  const { limits, cache, rate, documents, persisted, pingMs, report } = serving;
  const accept = negotiateContent(asked.header('accept'));
  const leaving = accept.canStreamEvents ? createAbortController(asked) : undefined;
  let place: CacheSlot | undefined;
  let operation: PreparedOperation | undefined;
  let results: OperationResults;
  try {
    if (rate) await enforceRateLimit(asked, rate);
    const received = await receiveRequest(asked, accept, limits);
    place = cache?.openSlot(asked, accept, received);
    if (place?.cached) {
      trace.cache = 'hit';
      trace.operation = place.cached.operation;
      trace.datasetSequence = place.cached.datasetSequence;
      return writeCacheableResponse(asked, place.cached);
    }
    const params = received.parseParams();
    operation = documents.prepareOperation(resolveDocument(params, persisted), params.operationName, asked.method);
    trace.operation = operation.node.name?.value ?? operation.node.operation;
    if (place && operation.node.operation === 'query') trace.cache = 'miss';
    results = await checkLimitsAndRun(operation, params, {
      request: asked,
      trace,
      abortController: leaving,
      services: serving,
    });
  } catch (error) {
    results = { errors: error instanceof InvalidDocumentError ? error.errors : [toGraphqlError(error)] };
  }
  const query = operation?.node.operation === 'query';
  return writeResponse(results, {
    request: asked,
    accept,
    trace,
    abortController: leaving,
    isQuery: query,
    pingMs,
    store: place?.store,
    report,
  });
}

/** Ends a stream of events, with all that feeds it. */
function createAbortController(asked: HttpRequest): AbortController {
  const leaving = new AbortController();
  asked.signal.addEventListener('abort', () => leaving.abort(), { once: true });
  return leaving;
}

interface OperationRequest {
  request: HttpRequest;
  trace: RequestTrace;
  abortController: AbortController | undefined;
  services: GraphqlServices;
}

/** Measures the operation before it runs. */
async function checkLimitsAndRun(
  { document, node, measure, deprecations }: PreparedOperation,
  params: GraphqlParams,
  request: OperationRequest,
): Promise<OperationResults> {
  const { request: asked, trace, abortController: leaving } = request;
  const { db, feed, limits } = request.services;
  const { operationName, variables = {} } = params;
  const found = measure(variables);
  const cost = { requested: found.cost, limit: limits.cost };
  const refused = findLimitViolation(found, node.operation === 'mutation' ? toMutationLimits(limits) : limits);
  if (node.operation === 'subscription' && !leaving) return { errors: [subscriptionNeedsStreamError()] };
  if (refused) return { errors: [refused], extensions: { cost } };
  const args = { schema, document, operationName, variableValues: variables };
  const deprecated = deprecations(variables);
  const extensions = { cost, ...(deprecated.length > 0 && { deprecations: deprecated }) };
  const running = {
    db,
    feed,
    authorization: asked.header('authorization'),
    trace,
    extensions,
    withinMs: limits.databaseTimeMs,
  };
  switch (node.operation) {
    case 'query':
      return runQuery(args, running);
    case 'mutation':
      return runMutation(args, running);
    case 'subscription':
      return runSubscription(args, running, leaving?.signal ?? asked.signal);
  }
}

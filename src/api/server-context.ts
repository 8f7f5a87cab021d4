import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Plugin } from 'graphql-yoga';
import { startCpuTimer } from '../db/cpu-timer.ts';
import type { ReadClient } from '../db/reader-threads.ts';
import type { RequestTrace } from '../schema/context.ts';
import { getClientAddressKey } from './client-key.ts';
import { type ContentEncoding, negotiateEncodings } from './content-encoding.ts';
import { type ContentNegotiation, negotiateContent } from './content-negotiation.ts';
import type { Deprecation } from './deprecations.ts';
import type { PreparedOperation } from './document-cache.ts';
import { type HttpRequest, toHttpRequest } from './http-request.ts';
import type { GraphqlRequest } from './read-graphql-request.ts';
import type { CachedResponse, CacheSlot } from './response-cache.ts';

/** Yoga's server context: what the server passes with a request, and the state that the plugins share. */
export type ServerContext = {
  /** The node:http request and its response, if the request came over a port. */
  req?: IncomingMessage;
  res?: ServerResponse;
  clientAddress?: string | undefined;
  /** The address of this server as clients see it; that of the request if absent. */
  origin?: string | undefined;
  requestState?: RequestState;
};

export type ApiPlugin = Plugin<ServerContext, ServerContext>;

/** What the plugins know about one request. */
export interface RequestState {
  readonly request: HttpRequest;
  readonly contentNegotiation: ContentNegotiation;
  readonly client: ReadClient;
  /** The encodings that the client accepts, in the order of its preference. */
  readonly acceptedEncodings: readonly ContentEncoding[];
  readonly trace: RequestTrace;
  /** `performance.now()` at the start of the request. */
  readonly startedAt: number;
  /** The work for which the client has been charged. */
  charged?: { databaseMs: number; eventLoopMs: number };
  /** Whether the pacing of its client let the request start. */
  isAdmitted?: boolean;
  /** Why the request is rejected before its parameters are parsed. */
  rejectionError?: unknown;
  graphqlRequest?: GraphqlRequest;
  /** The SHA-256 that names the document. */
  documentHash?: string | undefined;
  cacheSlot?: CacheSlot | undefined;
  operation?: PreparedOperation;
  /** The parts of the response's `extensions` that are known before the operation runs. */
  readonly extensions: {
    cost?: { requested: number; limit: number };
    deprecations?: readonly Deprecation[];
  };
  /** The response as it may be cached. */
  cacheableResponse?: CachedResponse;
  eventStream?: AbortController;
}

/** Returns the state of a request; the first call starts it. */
export function getRequestState(request: Request, context: ServerContext): RequestState {
  context.requestState ??= createRequestState(toHttpRequest(request, context));
  return context.requestState;
}

/** Returns the address of this server as clients see it, for links. */
export const getOrigin = (request: Request, { origin }: ServerContext): string => origin ?? new URL(request.url).origin;

function createRequestState(request: HttpRequest): RequestState {
  return {
    request,
    contentNegotiation: negotiateContent(request.header('accept')),
    client: { key: getClientAddressKey(request), databaseMs: 0, eventLoopMs: 0, isRejected: false },
    acceptedEncodings: negotiateEncodings(request.header('accept-encoding')),
    trace: { id: randomUUID(), statements: [] },
    startedAt: performance.now(),
    extensions: {},
  };
}

/** Calls a function, and adds the CPU time until it returns to what the request has used of the event loop. */
export function measureEventLoop<T>(client: ReadClient, work: () => T): T {
  const timer = startCpuTimer();
  try {
    return work();
  } finally {
    client.eventLoopMs += timer.read();
  }
}

/** Returns the operation that `useDocumentCache` has prepared. */
export function getOperation({ operation }: RequestState): PreparedOperation {
  if (!operation) throw new Error('The document was not parsed by useDocumentCache.');
  return operation;
}

/** Ends a stream of events together with its source; aborted when the client disconnects. */
export function getEventStreamController(state: RequestState): AbortController {
  if (state.eventStream) return state.eventStream;
  const controller = new AbortController();
  const { signal } = state.request;
  if (signal.aborted) controller.abort();
  signal.addEventListener('abort', () => controller.abort(), { once: true });
  state.eventStream = controller;
  return controller;
}

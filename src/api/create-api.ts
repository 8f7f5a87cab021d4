import { createYoga, type Plugin } from 'graphql-yoga';
import type { Database } from '../db/database.ts';
import { createIsolatedReader } from '../db/isolated-reads.ts';
import type { ReaderThreads } from '../db/reader-threads.ts';
import { schema } from '../schema/index.ts';
import { type AlertSettings, createAlertSupport } from './alerts/alert-support.ts';
import { ChangeFeed } from './change-feed.ts';
import { DocumentCache } from './document-cache.ts';
import type { RateLimiter } from './enforce-rate-limit.ts';
import { lastEventIdHeader } from './event-id.ts';
import { EventResultCache } from './event-result-cache.ts';
import type { StreamOptions } from './event-stream.ts';
import { exportPath } from './export/export-path.ts';
import { feedPath } from './feed/feed-path.ts';
import { getPlaygroundFolder } from './graphiql/load-files.ts';
import { LazyUrlRequest } from './lazy-url-request.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { PersistedDocumentStore, type PersistedDocuments } from './persisted-documents.ts';
import { useDeprecations } from './plugins/use-deprecations.ts';
import { useDirectExecution } from './plugins/use-direct-execution.ts';
import { useDirectResponse } from './plugins/use-direct-response.ts';
import { useDocumentCache } from './plugins/use-document-cache.ts';
import { useErrorMasking } from './plugins/use-error-masking.ts';
import { useExports } from './plugins/use-exports.ts';
import { useFeeds } from './plugins/use-feeds.ts';
import { useHealthChecks } from './plugins/use-health-checks.ts';
import { useLimits } from './plugins/use-limits.ts';
import { type RequestObserver, useLogging } from './plugins/use-logging.ts';
import { useNotFound } from './plugins/use-not-found.ts';
import { usePersistedDocuments } from './plugins/use-persisted-documents.ts';
import { usePlayground } from './plugins/use-playground.ts';
import { usePreflight } from './plugins/use-preflight.ts';
import { useRateLimit } from './plugins/use-rate-limit.ts';
import { useReconcile } from './plugins/use-reconcile.ts';
import { useRequestParser } from './plugins/use-request-parser.ts';
import { useResponseCache } from './plugins/use-response-cache.ts';
import { useResultProcessor } from './plugins/use-result-processor.ts';
import { useRunOperation } from './plugins/use-run-operation.ts';
import { createReadinessCheck } from './readiness.ts';
import { reconcilePath } from './reconcile/handle-request.ts';
import { identifyClient, type RequestLog } from './request-log.ts';
import { ResponseCache } from './response-cache.ts';
import type { OperationOptions } from './run-operation.ts';
import type { RequestState, ServerContext } from './server-context.ts';
import { StreamLimiter } from './stream-limiter.ts';

export interface ApiOptions {
  db: Database;
  /** Run the statements that are too expensive for the event loop. Without them, all statements run there. */
  threads?: ReaderThreads | undefined;
  /** Receives one line per request, and unexpected errors. */
  log?: RequestLog;
  /** Called after each GraphQL request. */
  onResponse?: RequestObserver;
  limits?: Partial<Limits>;
  /** Size of the response cache; 0, the default, disables it. */
  responseCacheBytes?: number;
  persistedDocuments?: PersistedDocuments;
  rateLimiter?: RateLimiter | undefined;
  /** Where alerts may be sent: by default, webhooks to public addresses only. */
  alerts?: AlertSettings;
  /** Free space on the disk of the database below which `/ready` reports that the disk is full. */
  minFreeBytes?: number;
  /** How often an idle stream of events keeps its connection open. */
  pingMs?: number;
  /** Further Yoga plugins. Their hooks run before those of the API, for cached responses and errors too. */
  plugins?: readonly Plugin[];
}

export interface Api {
  /** Handles a request of the Fetch API. */
  fetch(request: Request, context?: ServerContext): Promise<Response>;
  /** Handles a request of node:http; the caller writes the response. */
  handleNodeRequest(
    context: ServerContext & Required<Pick<ServerContext, 'req' | 'res'>>,
  ): Response | Promise<Response>;
  /** Interrupts all streams of events, so that a server need not wait for them when it stops. Clients connect again. */
  endStreams(): void;
  dispose(): Promise<void>;
}

const endpoint = '/graphql';
const publicWebhooks: AlertSettings = { networks: [], hasMail: false };
const noPersistedDocuments: PersistedDocuments = { manifest: new Map(), isManifestOnly: false };

const httpHooks = new Set<PropertyKey>(['onRequest', 'onResponse', 'onDispose', Symbol.dispose, Symbol.asyncDispose]);
/** Whether a plugin sees only requests and responses, so that it does not miss the hooks that direct responses skip. */
const hooksOnlyIntoHttp = (plugin: Plugin): boolean => Reflect.ownKeys(plugin).every((hook) => httpHooks.has(hook));

/** Creates the GraphQL API: Yoga with one plugin per concern. It listens on no port. */
export function createApi(options: ApiOptions): Api {
  const { db, log, rateLimiter, responseCacheBytes = 0, pingMs = 12_000 } = options;
  const limits = { ...defaultLimits, ...options.limits };
  const feed = new ChangeFeed(db);
  const eventResults = new EventResultCache();
  const documents = new DocumentCache(limits);
  const persisted = new PersistedDocumentStore(options.persistedDocuments ?? noPersistedDocuments);
  const streams: StreamOptions = { pingMs, isStopping: () => feed.isClosed };
  const plugins = options.plugins ?? [];
  const toOperationOptions = (state: RequestState): OperationOptions => ({
    db,
    threads: options.threads,
    client: state.client,
    feed,
    eventResults,
    authorization: state.request.header('authorization'),
    lastEventId: state.request.header(lastEventIdHeader) || undefined,
    trace: state.trace,
    logWrite: (write) => log?.info({ ...identifyClient(state), ...write }, 'write'),
    createAlertSupport: (reader) => createAlertSupport(options.alerts ?? publicWebhooks, { db, reader, limits }),
    extensions: state.extensions,
    maxResponseBytes: limits.responseBytes,
    withinMs: limits.databaseTimeMs,
  });
  const yoga = createYoga<ServerContext>({
    schema,
    fetchAPI: { Request: LazyUrlRequest },
    graphqlEndpoint: endpoint,
    plugins: [
      ...plugins,
      useHealthChecks(createReadinessCheck({ db, minFreeBytes: options.minFreeBytes ?? 0, log })),
      useLogging(log, options.onResponse),
      useNotFound(endpoint, [getPlaygroundFolder(endpoint), reconcilePath, `${exportPath}/`, `${feedPath}/`]),
      usePreflight(),
      ...(rateLimiter ? [useRateLimit(rateLimiter)] : []),
      useReconcile((state) => createIsolatedReader(toOperationOptions(state)), limits, log),
      useExports({ db, threads: options.threads, limits, rateLimiter }, log),
      useFeeds({ db, threads: options.threads, limits }, log),
      usePlayground(endpoint, limits),
      useRequestParser(limits),
      ...(responseCacheBytes > 0 ? [useResponseCache(new ResponseCache(db.path, responseCacheBytes))] : []),
      ...(plugins.every(hooksOnlyIntoHttp)
        ? [useDirectResponse({ documents, persisted, limits, log, streams, toOperationOptions })]
        : []),
      usePersistedDocuments(persisted),
      useDocumentCache(documents, limits),
      useLimits(limits),
      useDeprecations(),
      useDirectExecution(),
      useRunOperation(toOperationOptions, new StreamLimiter(limits)),
      useErrorMasking(log),
      useResultProcessor(limits, streams),
    ],
    // The plugins above replace these parts of Yoga; docs/decisions/yoga.md gives the reasons.
    cors: false,
    graphiql: false,
    healthCheckEndpoint: ' ',
    landingPage: false,
    logging: false,
    maskedErrors: false,
    maxRequestBodySize: false,
    multipart: false,
    parserAndValidationCache: false,
  });
  const handleNodeRequest = yoga.handleNodeRequestAndResponse;
  return {
    fetch: async (request, context = {}) => yoga.fetch(request, context),
    handleNodeRequest: (context) => handleNodeRequest(context.req, context.res, context),
    endStreams: () => feed.close(),
    async dispose() {
      feed.close();
      await yoga.dispose();
    },
  };
}

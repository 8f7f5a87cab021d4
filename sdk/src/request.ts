import { withDeadline } from './deadline.ts';
import { ChanceryError, NetworkError } from './errors.ts';
import { createDeprecationReporter, type Deprecation, dataOrThrow, parseResponse } from './graphql-response.ts';
import { PersistedDocuments } from './persisted-documents.ts';
import { rejectUnknownNames } from './reject-unknown-names.ts';
import { withRetries } from './retry.ts';
import { getDocumentText, type TypedDocument } from './typed-document.ts';

/**
 * HTTP headers, as an object or a `Headers` instance.
 *
 * @example
 * const headers: HeaderValues = { authorization: `Bearer ${token}` };
 */
export type HeaderValues = Headers | Readonly<Record<string, string>>;

/**
 * The options of a client. Nothing is read from the environment.
 *
 * @example
 * const options: ClientOptions = { url: 'http://localhost:4000/graphql', timeoutMs: 5000 };
 */
export interface ClientOptions {
  /** The URL of the GraphQL endpoint. */
  readonly url: string | URL;
  /** Headers of every request, or a function that returns them before each request. */
  readonly headers?: HeaderValues | (() => HeaderValues | Promise<HeaderValues>) | undefined;
  /** The function that sends requests. Defaults to the global `fetch`. */
  readonly fetch?: ((request: Request) => Response | Promise<Response>) | undefined;
  /** Maximum duration of a call in milliseconds, including retries. Defaults to 30,000; `Infinity` disables it. */
  readonly timeoutMs?: number | undefined;
  /**
   * How often a call is retried after a failed connection or status 429, 502, 503 or 504. Defaults to 2. Mutations are
   * retried only with an `idempotencyKey`.
   */
  readonly retries?: number | undefined;
  /** Called once for each deprecated part of the contract that an operation uses. */
  readonly onDeprecation?: ((deprecation: Deprecation) => void) | undefined;
  /**
   * Whether queries are sent by GET with the SHA-256 hash of their document, so that browsers and proxies can cache the
   * responses. Defaults to false. Documents that the server does not know are sent as text from then on.
   */
  readonly persisted?: boolean | undefined;
  /** Prints parsed documents: `print` of `graphql` or `@0no-co/graphql.web`. Not needed for strings. */
  readonly print?: ((document: never) => string) | undefined;
}

/**
 * The options of a single call.
 *
 * @example
 * await client.visits.list({}, { signal: AbortSignal.timeout(500) });
 */
export interface RequestOptions {
  /** Aborts the call and any wait before a retry. The call then throws the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Overrides the client's `timeoutMs`. */
  readonly timeoutMs?: number | undefined;
  /** Overrides the client's `retries`. */
  readonly retries?: number | undefined;
  /** Added to the client's headers. A header of the same name replaces the client's. */
  readonly headers?: HeaderValues | undefined;
}

/**
 * Variables, optional if none is required, followed by the options of the call.
 *
 * @example
 * const [variables, options]: Arguments<{ text: string }> = [{ text: 'vassal' }];
 */
export type Arguments<TVariables> =
  Record<never, never> extends TVariables
    ? [variables?: TVariables | undefined, options?: RequestOptions | undefined]
    : [variables: TVariables, options?: RequestOptions | undefined];

/**
 * Sends one operation and returns its data, typed by the document.
 *
 * @example
 * const data = await request(CountVisitsDocument, { filter: { host: { code: { eq: 'KZ' } } } });
 */
export type GraphQLRequest = <TResult, TVariables>(
  document: TypedDocument<TResult, TVariables>,
  ...rest: Arguments<TVariables>
) => Promise<TResult>;

/**
 * Creates a request function for your own operations. The bundle then contains none of the SDK's.
 *
 * @throws {@link ChanceryError} from the call, or the reason of the caller's signal.
 * @example
 * const request = createRequest({ url: 'http://localhost:4000/graphql' });
 * const { sources } = await request<Titles, object>('query Titles { sources { nodes { title } } }');
 */
export const createRequest = (client: ClientOptions): GraphQLRequest =>
  createRequestWithState(client, createClientState(client));

/** The state that the calls of a client share. */
export interface ClientState {
  readonly persistedDocuments: PersistedDocuments;
  readonly reportDeprecations: ReturnType<typeof createDeprecationReporter>;
}

// Objects, so that a missing name does not compile.
const clientOptions: Readonly<Record<keyof ClientOptions, true>> = {
  url: true,
  headers: true,
  fetch: true,
  timeoutMs: true,
  retries: true,
  onDeprecation: true,
  persisted: true,
  print: true,
};
const requestOptions: Readonly<Record<keyof RequestOptions, true>> = {
  signal: true,
  timeoutMs: true,
  retries: true,
  headers: true,
};

/** Creates the state of a client. Throws InvalidInputError for an option that does not exist. */
export function createClientState(client: ClientOptions): ClientState {
  rejectUnknownNames(client, Object.keys(clientOptions), 'an option of a client');
  return {
    persistedDocuments: new PersistedDocuments(),
    reportDeprecations: createDeprecationReporter(client.onDeprecation),
  };
}

/** Throws InvalidInputError for a variable that the operation does not declare, and for an option that does not exist. */
export function rejectMisspeltArguments(query: string, variables: unknown, options: RequestOptions): void {
  const declared = Array.from(query.matchAll(/\$(\w+)\s*:/g), ([, name = '']) => name);
  const [, operation = ''] = /^\s*(?:query|mutation|subscription)\s+(\w+)/.exec(query) ?? [];
  rejectUnknownNames(variables, declared, `an argument of ${operation || 'the operation'}`);
  rejectUnknownNames(options, Object.keys(requestOptions), 'an option of a call');
}

const acceptHeader = 'application/graphql-response+json, application/json';

export function createRequestWithState(
  client: ClientOptions,
  { persistedDocuments, reportDeprecations }: ClientState,
): GraphQLRequest {
  return async <TResult, TVariables>(
    document: TypedDocument<TResult, TVariables>,
    ...[variables, options = {}]: Arguments<TVariables>
  ) => {
    const query = getDocumentText(document, client.print);
    rejectMisspeltArguments(query, variables, options);
    // May match other words in a query, which is then not retried and sent as text. Misses no mutation.
    const isMutation = /\bmutation\b/.test(query);
    const canRetry =
      !isMutation || (variables as { input?: { idempotencyKey?: unknown } } | undefined)?.input?.idempotencyKey != null;
    const send = async (init: HttpRequestInit, signal: AbortSignal): Promise<TResult> => {
      const [response, body] = await sendHttpRequest(
        client,
        init,
        signal,
        options,
        async (received) => [received, await received.text()] as const,
      );
      const result = parseResponse(body);
      reportDeprecations(result);
      // The document declares the type, and the server's schema guarantees it.
      return dataOrThrow(response, result) as TResult;
    };
    const attempt = async (signal: AbortSignal): Promise<TResult> => {
      const url =
        client.persisted && !isMutation
          ? await persistedDocuments.buildRequestUrl(client.url, query, variables)
          : undefined;
      if (url === undefined) return send({ accept: acceptHeader, body: { query, variables } }, signal);
      try {
        return await send({ accept: acceptHeader, url }, signal);
      } catch (error) {
        if (!persistedDocuments.markIfUnknown(error, query)) throw error;
        return send({ accept: acceptHeader, body: { query, variables } }, signal);
      }
    };
    const retries = canRetry ? (options.retries ?? client.retries ?? 2) : 0;
    return withCallDeadline(client, options, (signal, deadline) =>
      withRetries(() => attempt(signal), retries, signal, deadline),
    );
  };
}

/** Runs within the time limit of the call or the client. */
export const withCallDeadline = <T>(
  { timeoutMs = 30_000 }: ClientOptions,
  options: RequestOptions,
  run: (signal: AbortSignal, deadline: number) => Promise<T>,
): Promise<T> => withDeadline(run, options.timeoutMs ?? timeoutMs, options.signal);

/** An HTTP request: a POST if there is a body, otherwise a GET of the URL. */
interface HttpRequestInit {
  readonly accept: string;
  readonly url?: string;
  readonly body?: { readonly query: string; readonly variables: unknown };
}

/** Sends a request and returns the result of `readResponse`. */
export async function sendHttpRequest<T>(
  { url, headers, fetch: send = (request) => fetch(request) }: ClientOptions,
  init: HttpRequestInit,
  signal: AbortSignal,
  options: RequestOptions,
  readResponse: (response: Response) => Promise<T>,
): Promise<T> {
  const baseHeaders: Record<string, string> = {
    accept: init.accept,
    ...(init.body && { 'content-type': 'application/json' }),
  };
  const request = new Request(init.url ?? url, {
    headers: mergeHeaders(baseHeaders, typeof headers === 'function' ? await headers() : headers, options.headers),
    signal,
    ...(init.body && { method: 'POST', body: JSON.stringify(init.body) }),
  });
  try {
    return await readResponse(await send(request));
  } catch (cause) {
    if (cause instanceof ChanceryError) throw cause;
    throw new NetworkError('NETWORK', `No complete response from ${url}.`, { cause });
  }
}

function mergeHeaders(...parts: readonly (HeaderValues | undefined)[]): Headers {
  const headers = new Headers();
  for (const part of parts) {
    for (const [name, value] of new Headers(part)) headers.set(name, value);
  }
  return headers;
}

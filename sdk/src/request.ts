import { withDeadline } from './deadline.ts';
import { ChanceryError, NetworkError } from './errors.ts';
import { createDeprecationReporter, type Deprecation, dataOrThrow, parseResponse } from './graphql-response.ts';
import { PersistedDocuments } from './persisted-documents.ts';
import { withRetries } from './retry.ts';
import { getDocumentText, type TypedDocument } from './typed-document.ts';

/**
 * HTTP headers, as an object or a `Headers`.
 *
 * @example
 * const headers: HeaderValues = { authorization: `Bearer ${token}` };
 */
export type HeaderValues = Headers | Readonly<Record<string, string>>;

/**
 * How to reach a Chancery server. Nothing is read from the environment.
 *
 * @example
 * const options: ClientOptions = { url: 'http://localhost:4000/graphql', timeoutMs: 5000 };
 */
export interface ClientOptions {
  /** The address of the GraphQL endpoint. */
  readonly url: string | URL;
  /** Headers of every request, or a function asked for them before each one. */
  readonly headers?: HeaderValues | (() => HeaderValues | Promise<HeaderValues>) | undefined;
  /** What carries a request; the runtime's own `fetch` unless given. */
  readonly fetch?: ((request: Request) => Response | Promise<Response>) | undefined;
  /** Milliseconds that one call may take, with its retries and the reading of the answer; 30,000 unless given, `Infinity` for no limit. */
  readonly timeoutMs?: number | undefined;
  /**
   * How often a call is tried again where there is no connection, or the answer is 429, 502, 503 or 504; 2 unless given.
   * A mutation is only where it has an `idempotencyKey`.
   */
  readonly retries?: number | undefined;
  /** Told of each deprecated part of the contract that an operation uses, once. */
  readonly onDeprecation?: ((deprecation: Deprecation) => void) | undefined;
  /**
   * Whether queries are sent by GET with the SHA-256 of their document in place of its text, so that browsers and caches keep the answers; not
   * unless given. What the server does not know by its hash is sent as text, from then on.
   */
  readonly persisted?: boolean | undefined;
  /** Makes text of parsed documents, where you send any: the `print` of `graphql`, or of `@0no-co/graphql.web`. */
  readonly print?: ((document: never) => string) | undefined;
}

/**
 * What one call may set for itself.
 *
 * @example
 * await client.visits.list({}, { signal: AbortSignal.timeout(500) });
 */
export interface RequestOptions {
  /** Ends the call, its waits too: it then throws the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** In place of the client's `timeoutMs`. */
  readonly timeoutMs?: number | undefined;
  /** In place of the client's `retries`. */
  readonly retries?: number | undefined;
  /** Added to the client's headers; the same name replaces. */
  readonly headers?: HeaderValues | undefined;
}

/**
 * Variables, which may be left out where none is required, then the call's options.
 *
 * @example
 * const [variables, options]: Arguments<{ text: string }> = [{ text: 'vassal' }];
 */
export type Arguments<TVariables> =
  Record<never, never> extends TVariables
    ? [variables?: TVariables | undefined, options?: RequestOptions | undefined]
    : [variables: TVariables, options?: RequestOptions | undefined];

/**
 * Sends one operation and answers its data, typed by the document.
 *
 * @example
 * const data = await request(CountVisitsDocument, { filter: { host: { code: { eq: 'KZ' } } } });
 */
export type GraphQLRequest = <TResult, TVariables>(
  document: TypedDocument<TResult, TVariables>,
  ...rest: Arguments<TVariables>
) => Promise<TResult>;

/**
 * Makes the bare call, for those who send only their own operations: the bundle then holds none of the SDK's.
 *
 * @throws {@link ChanceryError} from the call, or the reason of the caller's signal.
 * @example
 * const request = createRequest({ url: 'http://localhost:4000/graphql' });
 * const { sources } = await request<Titles, object>('query Titles { sources { nodes { title } } }');
 */
export const createRequest = (client: ClientOptions): GraphQLRequest =>
  createRequestWithState(client, createClientState(client));

/** What the calls of one client remember. */
export interface ClientState {
  readonly persistedDocuments: PersistedDocuments;
  readonly reportDeprecations: ReturnType<typeof createDeprecationReporter>;
}

export const createClientState = ({ onDeprecation }: ClientOptions): ClientState => ({
  persistedDocuments: new PersistedDocuments(),
  reportDeprecations: createDeprecationReporter(onDeprecation),
});

const acceptHeader = 'application/graphql-response+json, application/json';

export function createRequestWithState(
  client: ClientOptions,
  { persistedDocuments: hashes, reportDeprecations: tell }: ClientState,
): GraphQLRequest {
  return async <TResult, TVariables>(
    document: TypedDocument<TResult, TVariables>,
    ...[variables, options = {}]: Arguments<TVariables>
  ) => {
    const query = getDocumentText(document, client.print);
    // A word too many found is a call that is not retried, or one sent as text; none is missed.
    const isMutation = /\bmutation\b/.test(query);
    const mayRepeat = !isMutation || (variables as { idempotencyKey?: unknown } | undefined)?.idempotencyKey != null;
    const ask = async (sent: HttpRequestInit, signal: AbortSignal): Promise<TResult> => {
      const [response, body] = await sendHttpRequest(
        client,
        sent,
        signal,
        options,
        async (it) => [it, await it.text()] as const,
      );
      const answer = parseResponse(body);
      tell(answer);
      // The types of the data are the document's promise, which the server's schema keeps.
      return dataOrThrow(response, answer) as TResult;
    };
    const once = async (signal: AbortSignal): Promise<TResult> => {
      const url =
        client.persisted && !isMutation ? await hashes.buildRequestUrl(client.url, query, variables) : undefined;
      if (url === undefined) return ask({ accept: acceptHeader, body: { query, variables } }, signal);
      try {
        return await ask({ accept: acceptHeader, url }, signal);
      } catch (error) {
        if (!hashes.markIfUnknown(error, query)) throw error;
        return ask({ accept: acceptHeader, body: { query, variables } }, signal);
      }
    };
    const retries = mayRepeat ? (options.retries ?? client.retries ?? 2) : 0;
    return withCallDeadline(client, options, (signal, until) =>
      withRetries(() => once(signal), retries, signal, until),
    );
  };
}

/** Runs within the call's time limit, else the client's. */
export const withCallDeadline = <T>(
  { timeoutMs = 30_000 }: ClientOptions,
  options: RequestOptions,
  run: (signal: AbortSignal, until: number) => Promise<T>,
): Promise<T> => withDeadline(run, options.timeoutMs ?? timeoutMs, options.signal);

/** One HTTP request: a POST where there is a body, else a GET of the address. */
interface HttpRequestInit {
  readonly accept: string;
  readonly url?: string;
  readonly body?: { readonly query: string; readonly variables: unknown };
}

/** Sends one request, and takes from the response what `take` does. */
export async function sendHttpRequest<T>(
  { url, headers, fetch: send = (request) => fetch(request) }: ClientOptions,
  sent: HttpRequestInit,
  signal: AbortSignal,
  options: RequestOptions,
  take: (response: Response) => Promise<T>,
): Promise<T> {
  const own: Record<string, string> = { accept: sent.accept, ...(sent.body && { 'content-type': 'application/json' }) };
  const request = new Request(sent.url ?? url, {
    headers: mergeHeaders(own, typeof headers === 'function' ? await headers() : headers, options.headers),
    signal,
    ...(sent.body && { method: 'POST', body: JSON.stringify(sent.body) }),
  });
  try {
    return await take(await send(request));
  } catch (cause) {
    if (cause instanceof ChanceryError) throw cause;
    throw new NetworkError('NETWORK', `No whole answer from ${url}.`, { cause });
  }
}

function mergeHeaders(...parts: readonly (HeaderValues | undefined)[]): Headers {
  const all = new Headers();
  for (const part of parts) {
    for (const [name, value] of new Headers(part)) all.set(name, value);
  }
  return all;
}

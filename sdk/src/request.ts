import { dataOf } from './answer.ts';
import { withDeadline } from './deadline.ts';
import type { TypedDocument } from './document.ts';
import { ChanceryError, NetworkError } from './errors.ts';

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
  /** Milliseconds that one request may take, its body's reading included; 30,000 unless given, `Infinity` for no limit. */
  readonly timeoutMs?: number | undefined;
}

/**
 * What one call may set for itself.
 *
 * @example
 * await client.visits.list({}, { signal: AbortSignal.timeout(500) });
 */
export interface RequestOptions {
  /** Ends the call: it then throws the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** In place of the client's `timeoutMs`. */
  readonly timeoutMs?: number | undefined;
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
export function createRequest(client: ClientOptions): GraphQLRequest {
  return <TResult, TVariables>(document: TypedDocument<TResult, TVariables>, ...[variables, options]: Arguments<TVariables>) => {
    const accept = 'application/graphql-response+json, application/json';
    return exchange(client, { query: document.toString(), variables }, { accept }, options, async (response) => {
      // The types of the data are the document's promise, which the server's schema keeps.
      return dataOf(response, await response.text()) as TResult;
    });
  };
}

/** Sends one operation, and takes from the response what `take` does, all within the time limit. */
export function exchange<T>(
  { url, headers, fetch: send = (request) => fetch(request), timeoutMs = 30_000 }: ClientOptions,
  operation: { readonly query: string; readonly variables: unknown },
  accepted: HeaderValues,
  options: RequestOptions = {},
  take: (response: Response) => Promise<T>,
): Promise<T> {
  return withDeadline(
    async (signal) => {
      const request = new Request(url, {
        method: 'POST',
        headers: merged(accepted, typeof headers === 'function' ? await headers() : headers, options.headers),
        body: JSON.stringify(operation),
        signal,
      });
      try {
        return await take(await send(request));
      } catch (cause) {
        if (cause instanceof ChanceryError) throw cause;
        throw new NetworkError('NETWORK', `No whole answer from ${request.url}.`, { cause });
      }
    },
    options.timeoutMs ?? timeoutMs,
    options.signal,
  );
}

function merged(...parts: readonly (HeaderValues | undefined)[]): Headers {
  const all = new Headers({ 'content-type': 'application/json' });
  for (const part of parts) {
    for (const [name, value] of new Headers(part)) all.set(name, value);
  }
  return all;
}

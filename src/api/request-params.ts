import type { ContentNegotiation } from './content-negotiation.ts';
import { badRequest as bad, requestError } from './graphql-errors.ts';
import type { HttpRequest } from './http-types.ts';
import type { Limits } from './limits.ts';
import { parseDocumentHash } from './persisted-documents.ts';
import { isObject, previewValue } from './preview-value.ts';

/** Sent with GET instead of an `accept` that names JSON: a browser asks the server first before it sends it to another origin. */
export const preflightHeader = 'x-chancery-preflight';

/** What a GraphQL request asks for. */
export interface GraphqlParams {
  readonly query?: string;
  /** The SHA-256 of a document, in hexadecimal. */
  readonly hash?: string;
  readonly operationName?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** A request that has been read. */
export interface ReceivedRequest {
  /** The same for the same bytes; undefined where there are too many of them to be kept. */
  readonly cacheKey: string | undefined;
  parseParams(): GraphqlParams;
}

const exampleRequestHint = 'Send {"query": "{ visits { totalCount } }"} with content-type: application/json.';

/** Longer requests than that are rarely sent twice. */
const maxCacheKeyLength = 16_384;

/** Reads a request; a coded error where it can't be told what it asks for, or where another site could have sent it through a reader's browser. */
export async function receiveRequest(
  asked: HttpRequest,
  accept: ContentNegotiation,
  limits: Limits,
): Promise<ReceivedRequest> {
  const { method } = asked;
  if (method !== 'GET' && method !== 'POST')
    throw bad(`The method ${method} is not answered here. Send a POST with a JSON body, or a GET with ?query=.`, 405, {
      allow: 'GET, POST',
    });
  if (!accept.responseType)
    throw bad(
      `Nothing here is "${asked.header('accept')}". Accept application/graphql-response+json, application/json or text/event-stream.`,
      406,
    );
  if (method === 'GET') {
    assertCsrfSafe(asked, accept);
    const search = asked.target.slice(asked.target.indexOf('?') + 1 || asked.target.length);
    return { cacheKey: createCacheKey('GET', search), parseParams: () => validateParams(parseSearchParams(search)) };
  }
  const body = await readBody(asked, limits.bodyBytes);
  // One character for each byte: the key is to tell bytes apart, not to be read.
  const key = body.length > maxCacheKeyLength ? undefined : createCacheKey('POST', body.toString('latin1'));
  return { cacheKey: key, parseParams: () => validateParams(parseJsonBody(body.toString('utf8'))) };
}

const createCacheKey = (method: string, text: string): string | undefined =>
  text.length > maxCacheKeyLength ? undefined : `${method} ${text}`;

export const subscriptionNeedsStreamError = () =>
  bad(
    'A subscription is answered by a stream of events. Send it with "accept: text/event-stream", as graphql-sse and EventSource do.',
    406,
  );

export const mutationByGetError = () =>
  bad('Can only perform a mutation operation from a POST request.', 405, { allow: 'POST' });

/** Links, images and forms of other sites send an `accept` of their own; scripts may name JSON, and CORS lets them read here anyway. */
function assertCsrfSafe(asked: HttpRequest, accept: ContentNegotiation): void {
  if (accept.hasCsrfRisk && asked.header(preflightHeader) === undefined)
    throw requestError(
      'FORBIDDEN',
      `A query by GET needs "accept: application/json" or the header "${preflightHeader}: 1", which no link or image of another site can send.`,
      { status: 403 },
    );
}

function parseSearchParams(search: string): Record<string, unknown> {
  const given = new URLSearchParams(search);
  const text = (name: string): string | undefined => given.get(name) || undefined;
  const json = (name: string): unknown => {
    const value = text(name);
    return (
      value &&
      parseJson(value, () =>
        bad(`?${name}= is ${previewValue(value)}, not JSON. Give an object, such as {"first": 10}.`),
      )
    );
  };
  return {
    query: text('query'),
    documentId: text('documentId'),
    operationName: text('operationName'),
    variables: json('variables'),
    extensions: json('extensions'),
  };
}

async function readBody(asked: HttpRequest, most: number): Promise<Buffer> {
  const type = asked.header('content-type');
  if (type !== 'application/json' && type?.split(';')[0]?.trim().toLowerCase() !== 'application/json')
    throw bad(`The content-type ${type ? previewValue(type) : '(none)'} is not read here. ${exampleRequestHint}`, 415);
  const told = Number(asked.header('content-length'));
  const body = told > most ? undefined : await asked.body(most);
  if (!body)
    throw requestError('COST_LIMIT', `The body is larger than ${most} bytes. Split it into several requests.`, {
      status: 413,
    });
  return body;
}

function parseJsonBody(body: string): Record<string, unknown> {
  if (body.trim() === '') throw bad(`The body is empty. ${exampleRequestHint}`);
  const value = parseJson(body, () => bad(`The body is not JSON: ${previewValue(body)}. ${exampleRequestHint}`));
  if (Array.isArray(value))
    throw bad('The body is a JSON array. Batches are not read: send each operation as a request of its own.');
  if (!isObject(value)) throw bad(`The body is ${previewValue(value)}, not a JSON object. ${exampleRequestHint}`);
  return value;
}

function validateParams(given: Record<string, unknown>): GraphqlParams {
  const { query, documentId, operationName, variables, extensions, ...others } = given;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined)
    throw bad(
      `There is no parameter ${previewValue(unknown)}. Send "query", and if needed "variables", "operationName" and "extensions"; or "documentId" in place of "query".`,
    );
  if (query != null && typeof query !== 'string')
    throw bad(`"query" is ${previewValue(query)}, not text. ${exampleRequestHint}`);
  if (operationName != null && typeof operationName !== 'string')
    throw bad(
      `"operationName" is ${previewValue(operationName)}, not text. Name one of the document's operations, or leave it out.`,
    );
  if (variables != null && !isObject(variables))
    throw bad(
      `"variables" is ${previewValue(variables)}, not an object. Give names with their values, such as {"first": 10}.`,
    );
  if (extensions != null && !isObject(extensions))
    throw bad(`"extensions" is ${previewValue(extensions)}, not an object. Leave it out.`);
  const hash = parseDocumentHash(documentId, extensions?.persistedQuery);
  if (query == null && hash === undefined) throw bad(`There is no "query". ${exampleRequestHint}`);
  return {
    ...(query != null && { query }),
    ...(hash !== undefined && { hash }),
    ...(operationName && { operationName }),
    ...(variables && { variables }),
  };
}

function parseJson(text: string, refused: () => Error): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw refused();
  }
}

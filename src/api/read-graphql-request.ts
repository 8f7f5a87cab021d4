import { isObject } from '../model/is-object.ts';
import { isNestedDeeperThan } from '../model/nesting.ts';
import type { ContentNegotiation } from './content-negotiation.ts';
import { badRequest, requestError } from './graphql-errors.ts';
import type { HttpRequest } from './http-request.ts';
import { isBodyTooLarge, type Limits, maxJsonDepth, tooDeepJsonError, tooLargeBodyError } from './limits.ts';
import { parseDocumentHash } from './persisted-documents.ts';
import { previewValue } from './preview-value.ts';

/** Sent with GET instead of an `accept` that names JSON. Browsers send a preflight request before it may cross origins. */
export const csrfHeader = 'x-chancery-preflight';

/** Identifies the connection in the single connection mode of graphql-sse. */
const singleConnectionHeader = 'x-graphql-event-stream-token';

/** The parameters of a GraphQL request. */
interface GraphqlParams {
  readonly query?: string;
  /** The SHA-256 of a document, in hexadecimal. */
  readonly documentHash?: string;
  readonly operationName?: string;
  readonly variables?: Record<string, unknown>;
}

/** A request whose bytes have been read. */
export interface GraphqlRequest {
  /** Equal for equal bytes; undefined if the request is too long to be cached. */
  readonly cacheKey: string | undefined;
  /** Parses and validates the parameters, once. */
  parseParams(): GraphqlParams;
}

const exampleRequestHint = 'Send {"query": "{ visits { totalCount } }"} with content-type: application/json.';

/** Longer requests are rarely repeated. */
const maxCacheKeyLength = 16_384;

/** Reads a request. Throws a coded error if it is malformed, or if another site could have sent it through a user's browser. */
export async function readGraphqlRequest(
  request: HttpRequest,
  negotiation: ContentNegotiation,
  limits: Limits,
): Promise<GraphqlRequest> {
  const { method } = request;
  if (isSingleConnectionRequest(request))
    throw badRequest(
      'The single connection mode of graphql-sse is not supported. Set "singleConnection: false", the default, so that each subscription has its own connection.',
      method === 'GET' || method === 'POST' ? 400 : 405,
      { allow: 'GET, POST' },
    );
  if (method !== 'GET' && method !== 'POST')
    throw badRequest(`Method ${method} is not allowed. Send a POST with a JSON body, or a GET with ?query=.`, 405, {
      allow: 'GET, POST',
    });
  if (!negotiation.responseType)
    throw badRequest(
      `No media type in "accept: ${request.header('accept')}" is supported. Accept application/graphql-response+json, application/json, text/event-stream or, for persisted documents, text/csv.`,
      406,
    );
  const isCsv = negotiation.responseType === 'text/csv';
  if (isCsv && method !== 'GET') throw csvRequestError();
  if (method === 'GET') {
    assertCsrfSafe(request, negotiation);
    const search = request.target.slice(request.target.indexOf('?') + 1 || request.target.length);
    return {
      cacheKey: createCacheKey('GET', search),
      parseParams: parseOnce(() => {
        const params = validateParams(parseSearchParams(search));
        if (isCsv && params.documentHash === undefined) throw csvRequestError();
        return params;
      }),
    };
  }
  const body = await readJsonBody(request, limits);
  // Latin-1 maps each byte to one character: the key only has to distinguish bodies.
  const cacheKey = body.length > maxCacheKeyLength ? undefined : createCacheKey('POST', body.toString('latin1'));
  return { cacheKey, parseParams: parseOnce(() => validateParams(parseJsonBody(body.toString('utf8')))) };
}

const csvRequestError = () =>
  badRequest(
    'CSV is the response to a GET request for a persisted document (?documentId=sha256:…). Accept application/json for others, or use /export/visits.csv?filter=….',
    406,
  );

/** Whether a request belongs to the single connection mode of graphql-sse, which begins with a PUT without a body. */
const isSingleConnectionRequest = (request: HttpRequest): boolean =>
  request.header(singleConnectionHeader) !== undefined ||
  (request.method === 'PUT' && request.header('content-type') === undefined);

function parseOnce(parse: () => GraphqlParams): () => GraphqlParams {
  let params: GraphqlParams | undefined;
  return () => {
    params ??= parse();
    return params;
  };
}

const createCacheKey = (method: string, text: string): string | undefined =>
  text.length > maxCacheKeyLength ? undefined : `${method} ${text}`;

export const subscriptionNeedsStreamError = () =>
  badRequest(
    'A subscription returns a stream of events. Send it with "accept: text/event-stream", as graphql-sse and EventSource do, or "multipart/mixed;subscriptionSpec=1.0", as Apollo Client does.',
    406,
  );

/** Links, images and forms of other sites cannot send an `accept` that names JSON; scripts can, and CORS lets them read the API anyway. */
function assertCsrfSafe(request: HttpRequest, negotiation: ContentNegotiation): void {
  if (negotiation.hasCsrfRisk && request.header(csrfHeader) === undefined)
    throw requestError(
      'FORBIDDEN',
      `A GET request requires "accept: application/json" or the header "${csrfHeader}: 1", which links and images of other sites cannot send.`,
      { status: 403 },
    );
}

function parseSearchParams(search: string): Record<string, unknown> {
  const params = new URLSearchParams(search);
  const readText = (name: string): string | undefined => params.get(name) || undefined;
  const readJson = (name: string): unknown => {
    const text = readText(name);
    return (
      text &&
      parseJson(text, () => badRequest(`?${name}= must be JSON, such as {"first": 10} (got ${previewValue(text)}).`))
    );
  };
  return {
    query: readText('query'),
    documentId: readText('documentId'),
    operationName: readText('operationName'),
    variables: readJson('variables'),
    extensions: readJson('extensions'),
  };
}

async function readJsonBody(request: HttpRequest, limits: Limits): Promise<Buffer> {
  const type = request.header('content-type');
  if (type !== 'application/json' && type?.split(';')[0]?.trim().toLowerCase() !== 'application/json')
    throw badRequest(
      `Content type ${type ? previewValue(type) : '(none)'} is not supported. ${exampleRequestHint}`,
      415,
    );
  const encoding = request.header('content-encoding')?.trim().toLowerCase();
  if (encoding !== undefined && encoding !== 'identity')
    throw badRequest(
      `Content encoding ${previewValue(encoding)} is not supported. Send the body uncompressed, without a content-encoding header.`,
      415,
      { 'accept-encoding': 'identity' },
    );
  const body = isBodyTooLarge(Number(request.header('content-length')), limits)
    ? undefined
    : await request.readBody(limits.bodyBytes);
  if (!body) throw tooLargeBodyError(limits);
  return body;
}

function parseJsonBody(body: string): Record<string, unknown> {
  if (body.trim() === '') throw badRequest(`The body is empty. ${exampleRequestHint}`);
  const value = parseJson(body, () =>
    badRequest(`The body must be JSON (got ${previewValue(body)}). ${exampleRequestHint}`),
  );
  if (Array.isArray(value))
    throw badRequest(
      'The body must be a JSON object (got an array). Batches are not supported: send each operation in its own request.',
    );
  if (!isObject(value))
    throw badRequest(`The body must be a JSON object (got ${previewValue(value)}). ${exampleRequestHint}`);
  return value;
}

function validateParams(params: Record<string, unknown>): GraphqlParams {
  const { query, documentId, operationName, variables, extensions, ...others } = params;
  const [unknownName] = Object.keys(others);
  if (unknownName !== undefined)
    throw badRequest(
      `Unknown parameter ${previewValue(unknownName)}. Send "query" with optional "variables", "operationName" and "extensions", or "documentId" instead of "query".`,
    );
  if (query != null && typeof query !== 'string')
    throw badRequest(`"query" must be a string (got ${previewValue(query)}). ${exampleRequestHint}`);
  if (operationName != null && typeof operationName !== 'string')
    throw badRequest(
      `"operationName" must be a string (got ${previewValue(operationName)}). Name one of the document's operations, or omit it.`,
    );
  if (variables != null && !isObject(variables))
    throw badRequest(
      `"variables" must be an object (got ${previewValue(variables)}). Map names to values, such as {"first": 10}.`,
    );
  if (extensions != null && !isObject(extensions))
    throw badRequest(`"extensions" must be an object (got ${previewValue(extensions)}). Omit it if it is not needed.`);
  const documentHash = parseDocumentHash(documentId, extensions?.persistedQuery);
  if (query == null && documentHash === undefined) throw badRequest(`"query" is required. ${exampleRequestHint}`);
  return {
    ...(query != null && { query }),
    ...(documentHash !== undefined && { documentHash }),
    ...(operationName && { operationName }),
    ...(variables && { variables }),
  };
}

function parseJson(text: string, createError: () => Error): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw createError();
  }
  if (isNestedDeeperThan(maxJsonDepth, value)) throw tooDeepJsonError();
  return value;
}

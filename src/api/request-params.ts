import type { Accepted } from './content-negotiation.ts';
import { badRequest as bad, refusal } from './graphql-errors.ts';
import type { Asked } from './http-types.ts';
import type { Limits } from './limits.ts';
import { hashOf } from './persisted-documents.ts';
import { isObject, quoted } from './preview-value.ts';

/** Sent with GET instead of an `accept` that names JSON: a browser asks the server first before it sends it to another origin. */
export const preflightHeader = 'x-chancery-preflight';

/** What a GraphQL request asks for. */
export interface Params {
  readonly query?: string;
  /** The SHA-256 of a document, in hexadecimal. */
  readonly hash?: string;
  readonly operationName?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** A request that has been read. */
export interface Received {
  /** The same for the same bytes; undefined where there are too many of them to be kept. */
  readonly key: string | undefined;
  params(): Params;
}

const example = 'Send {"query": "{ visits { totalCount } }"} with content-type: application/json.';

/** Longer requests than that are rarely sent twice. */
const longestKey = 16_384;

/** Reads a request; a coded error where it can't be told what it asks for, or where another site could have sent it through a reader's browser. */
export async function receive(asked: Asked, accept: Accepted, limits: Limits): Promise<Received> {
  const { method } = asked;
  if (method !== 'GET' && method !== 'POST')
    throw bad(`The method ${method} is not answered here. Send a POST with a JSON body, or a GET with ?query=.`, 405, {
      allow: 'GET, POST',
    });
  if (!accept.type)
    throw bad(
      `Nothing here is "${asked.header('accept')}". Accept application/graphql-response+json, application/json or text/event-stream.`,
      406,
    );
  if (method === 'GET') {
    assertFromScript(asked, accept);
    const search = asked.target.slice(asked.target.indexOf('?') + 1 || asked.target.length);
    return { key: keyOf('GET', search), params: () => checked(fromSearch(search)) };
  }
  const body = await bodyOf(asked, limits.bodyBytes);
  // One character for each byte: the key is to tell bytes apart, not to be read.
  const key = body.length > longestKey ? undefined : keyOf('POST', body.toString('latin1'));
  return { key, params: () => checked(fromJson(body.toString('utf8'))) };
}

const keyOf = (method: string, text: string): string | undefined =>
  text.length > longestKey ? undefined : `${method} ${text}`;

export const notAStream = () =>
  bad(
    'A subscription is answered by a stream of events. Send it with "accept: text/event-stream", as graphql-sse and EventSource do.',
    406,
  );

export const notByGet = () => bad('Can only perform a mutation operation from a POST request.', 405, { allow: 'POST' });

/** Links, images and forms of other sites send an `accept` of their own; scripts may name JSON, and CORS lets them read here anyway. */
function assertFromScript(asked: Asked, accept: Accepted): void {
  if (accept.unnamed && asked.header(preflightHeader) === undefined)
    throw refusal(
      'FORBIDDEN',
      `A query by GET needs "accept: application/json" or the header "${preflightHeader}: 1", which no link or image of another site can send.`,
      { status: 403 },
    );
}

function fromSearch(search: string): Record<string, unknown> {
  const given = new URLSearchParams(search);
  const text = (name: string): string | undefined => given.get(name) || undefined;
  const json = (name: string): unknown => {
    const value = text(name);
    return (
      value &&
      jsonOf(value, () => bad(`?${name}= is ${quoted(value)}, not JSON. Give an object, such as {"first": 10}.`))
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

async function bodyOf(asked: Asked, most: number): Promise<Buffer> {
  const type = asked.header('content-type');
  if (type !== 'application/json' && type?.split(';')[0]?.trim().toLowerCase() !== 'application/json')
    throw bad(`The content-type ${type ? quoted(type) : '(none)'} is not read here. ${example}`, 415);
  const told = Number(asked.header('content-length'));
  const body = told > most ? undefined : await asked.body(most);
  if (!body)
    throw refusal('COST_LIMIT', `The body is larger than ${most} bytes. Split it into several requests.`, {
      status: 413,
    });
  return body;
}

function fromJson(body: string): Record<string, unknown> {
  if (body.trim() === '') throw bad(`The body is empty. ${example}`);
  const value = jsonOf(body, () => bad(`The body is not JSON: ${quoted(body)}. ${example}`));
  if (Array.isArray(value))
    throw bad('The body is a JSON array. Batches are not read: send each operation as a request of its own.');
  if (!isObject(value)) throw bad(`The body is ${quoted(value)}, not a JSON object. ${example}`);
  return value;
}

function checked(given: Record<string, unknown>): Params {
  const { query, documentId, operationName, variables, extensions, ...others } = given;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined)
    throw bad(
      `There is no parameter ${quoted(unknown)}. Send "query", and if needed "variables", "operationName" and "extensions"; or "documentId" in place of "query".`,
    );
  if (query != null && typeof query !== 'string') throw bad(`"query" is ${quoted(query)}, not text. ${example}`);
  if (operationName != null && typeof operationName !== 'string')
    throw bad(
      `"operationName" is ${quoted(operationName)}, not text. Name one of the document's operations, or leave it out.`,
    );
  if (variables != null && !isObject(variables))
    throw bad(
      `"variables" is ${quoted(variables)}, not an object. Give names with their values, such as {"first": 10}.`,
    );
  if (extensions != null && !isObject(extensions))
    throw bad(`"extensions" is ${quoted(extensions)}, not an object. Leave it out.`);
  const hash = hashOf(documentId, extensions?.persistedQuery);
  if (query == null && hash === undefined) throw bad(`There is no "query". ${example}`);
  return {
    ...(query != null && { query }),
    ...(hash !== undefined && { hash }),
    ...(operationName && { operationName }),
    ...(variables && { variables }),
  };
}

function jsonOf(text: string, refused: () => Error): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw refused();
  }
}

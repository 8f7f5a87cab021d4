import type { GraphQLParams } from 'graphql-yoga';
import { refusal } from './coded.ts';
import type { Limits } from './limits.ts';

/** Sent with GET instead of an `accept` that names JSON: a browser asks the server first before it sends it to another origin. */
export const preflightHeader = 'x-chancery-preflight';

const events = 'text/event-stream';
/** What a script names, and no link, image or form does. */
const namedByScripts = /^application\/(graphql-response\+)?json$|^text\/event-stream$/;

const example = 'Send {"query": "{ visits { totalCount } }"} with content-type: application/json.';
const bad = (message: string, status = 400, headers: Record<string, string> = {}) => refusal('BAD_INPUT', message, { status, headers });

export function assertMethod({ method }: Request): void {
  if (method === 'GET' || method === 'POST') return;
  throw bad(`The method ${method} is not answered here. Send a POST with a JSON body, or a GET with ?query=.`, 405, { allow: 'GET, POST' });
}

/** What a request asks for; a coded error where it can't be told, or where another site could have sent it through a reader's browser. */
export async function readParams(request: Request, limits: Limits): Promise<GraphQLParams> {
  const { method, headers } = request;
  if (!mediaTypeOf(headers))
    throw bad(`Nothing here is "${headers.get('accept')}". Accept application/graphql-response+json, application/json or ${events}.`, 406);
  return checked(method === 'GET' ? fromUrl(request) : fromJson(await bodyOf(request, limits.bodyBytes)));
}

/** How the answer is written; undefined where the client accepts nothing that there is. */
export function mediaTypeOf(headers: Headers): 'application/graphql-response+json' | 'application/json' | typeof events | undefined {
  const accepted = acceptedBy(headers);
  if (accepted.includes('application/graphql-response+json')) return 'application/graphql-response+json';
  const json = ['application/json', 'application/*', '*/*'];
  if (accepted.length === 0 || accepted.some((type) => json.includes(type))) return 'application/json';
  return acceptsEvents(headers) ? events : undefined;
}

export const acceptsEvents = (headers: Headers): boolean => acceptedBy(headers).includes(events);

export const notAStream = () =>
  bad(`A subscription is answered by a stream of events. Send it with "accept: ${events}", as graphql-sse and EventSource do.`, 406);

const acceptedBy = (headers: Headers): string[] =>
  (headers.get('accept') ?? '')
    .toLowerCase()
    .split(',')
    .map((part) => part.split(';')[0]?.trim() ?? '')
    .filter((type) => type !== '');

function fromUrl({ url, headers }: Request): Record<string, unknown> {
  // Links, images and forms of other sites send an `accept` of their own; scripts may name JSON, and CORS lets them read here anyway.
  const accepted = acceptedBy(headers);
  if (accepted.length > 0 && !accepted.some((type) => namedByScripts.test(type)) && !headers.has(preflightHeader))
    throw refusal(
      'FORBIDDEN',
      `A query by GET needs "accept: application/json" or the header "${preflightHeader}: 1", which no link or image of another site can send.`,
      { status: 403 },
    );
  const { searchParams } = new URL(url);
  const text = (name: string): string | undefined => searchParams.get(name) || undefined;
  const json = (name: string): unknown => {
    const value = text(name);
    return value && jsonOf(value, () => bad(`?${name}= is ${quoted(value)}, not JSON. Give an object, such as {"first": 10}.`));
  };
  return { query: text('query'), operationName: text('operationName'), variables: json('variables'), extensions: json('extensions') };
}

async function bodyOf(request: Request, most: number): Promise<string> {
  const type = request.headers.get('content-type');
  if (type?.split(';')[0]?.trim().toLowerCase() !== 'application/json')
    throw bad(`The content-type ${type ? quoted(type) : '(none)'} is not read here. ${example}`, 415);
  const tooLarge = refusal('COST_LIMIT', `The body is larger than ${most} bytes. Split it into several requests.`, { status: 413 });
  if (Number(request.headers.get('content-length')) > most) throw tooLarge;
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of request.body ?? []) {
    size += part.byteLength;
    // The rest is read and dropped: a client that is still sending would not see the answer.
    if (size <= most) parts.push(part);
  }
  if (size > most) throw tooLarge;
  return Buffer.concat(parts).toString('utf8');
}

function fromJson(body: string): Record<string, unknown> {
  if (body.trim() === '') throw bad(`The body is empty. ${example}`);
  const value = jsonOf(body, () => bad(`The body is not JSON: ${quoted(body)}. ${example}`));
  if (Array.isArray(value)) throw bad('The body is a JSON array. Batches are not read: send each operation as a request of its own.');
  if (!isObject(value)) throw bad(`The body is ${quoted(value)}, not a JSON object. ${example}`);
  return value;
}

function checked(params: Record<string, unknown>): GraphQLParams {
  const { query, operationName, variables, extensions, ...others } = params;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined)
    throw bad(`There is no parameter ${quoted(unknown)}. Send "query", and if needed "variables", "operationName" and "extensions".`);
  if (query == null) throw bad(`There is no "query". ${example}`);
  if (typeof query !== 'string') throw bad(`"query" is ${quoted(query)}, not text. ${example}`);
  if (operationName != null && typeof operationName !== 'string')
    throw bad(`"operationName" is ${quoted(operationName)}, not text. Name one of the document's operations, or leave it out.`);
  if (variables != null && !isObject(variables))
    throw bad(`"variables" is ${quoted(variables)}, not an object. Give names with their values, such as {"first": 10}.`);
  if (extensions != null && !isObject(extensions)) throw bad(`"extensions" is ${quoted(extensions)}, not an object. Leave it out.`);
  return {
    query,
    ...(operationName && { operationName }),
    ...(variables && { variables }),
    ...(extensions && { extensions }),
  };
}

function jsonOf(text: string, refused: () => Error): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw refused();
  }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

function quoted(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

import {
  ChanceryError,
  ConflictError,
  InvalidInputError,
  NetworkError,
  NotFoundError,
  PartialDataError,
  RateLimitError,
  type ResponseError,
  TimeoutError,
} from './errors.ts';

type JsonObject = Readonly<Record<string, unknown>>;
interface GraphQLResponse {
  readonly data?: JsonObject | null;
  readonly errors?: readonly ResponseError[];
  readonly extensions?: JsonObject;
}

const errorClasses = new Map<string, typeof ChanceryError>([
  ['BAD_INPUT', InvalidInputError],
  ['NOT_FOUND', NotFoundError],
  ['CONFLICT', ConflictError],
  ['RATE_LIMITED', RateLimitError],
  ['TIMEOUT', TimeoutError],
]);

/** The data of an answer, or the error that it stands for. */
export function dataOrThrow(response: Response, answer: GraphQLResponse | undefined): JsonObject {
  const { status, headers } = response;
  const first = answer?.errors?.[0];
  const details = {
    status,
    requestId: headers.get('x-request-id') ?? first?.extensions?.requestId,
    errors: answer?.errors,
    retryAfterMs: parseRetryAfter(headers.get('retry-after')),
  };
  if (first !== undefined) {
    const code = typeof first.extensions?.code === 'string' ? first.extensions.code : 'UNKNOWN';
    const message = String(first.message);
    if (hasAnyValue(answer?.data)) throw new PartialDataError(code, message, { ...details, data: answer.data });
    throw new (errorClasses.get(code) ?? ChanceryError)(code, message, details);
  }
  if (status === 429) throw new RateLimitError('RATE_LIMITED', 'The server answered 429: too many requests.', details);
  if (!response.ok || !answer?.data)
    throw new NetworkError('NETWORK', unexpectedBodyMessage(response, 'not GraphQL'), details);
  return answer.data;
}

/** What came in place of what was asked for. */
export const unexpectedBodyMessage = ({ status, headers }: Response, what: string): string =>
  `The server answered ${status} (${headers.get('content-type') ?? 'no content type'}) with something that is ${what}.`;

/** Undefined for what is not a GraphQL answer: HTML, JSON of another shape, JSON cut short. */
export function parseResponse(body: string): GraphQLResponse | undefined {
  try {
    const value: unknown = JSON.parse(body);
    if (!isObject(value)) return undefined;
    const { data, errors, extensions } = value;
    return {
      ...((data === null || isObject(data)) && { data }),
      ...(Array.isArray(errors) && errors.every(isObject) && { errors: errors as unknown as readonly ResponseError[] }),
      ...(isObject(extensions) && { extensions }),
    };
  } catch {
    return undefined;
  }
}

const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Where every root field is null there is nothing to keep: the error stands alone. */
const hasAnyValue = (data: JsonObject | null | undefined): data is JsonObject =>
  !!data && Object.values(data).some((value) => value !== null);

/** `Retry-After` holds seconds or an HTTP date. */
function parseRetryAfter(header: string | null): number | undefined {
  if (header === null || header.trim() === '') return undefined;
  const ms = Number.isNaN(Number(header)) ? Date.parse(header) - Date.now() : Number(header) * 1000;
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}

/**
 * A part of the contract that will go, and what to use in its place.
 *
 * @example
 * const onDeprecation = ({ coordinate, reason }: Deprecation) => console.warn(coordinate, reason);
 */
export interface Deprecation {
  /** The schema coordinate of what an operation uses: `Visit.place`, `Query.visits(filter:)`. */
  readonly coordinate: string;
  /** What the schema says of it. */
  readonly reason: string;
}

/** Tells of each deprecated part that the server names in its answers, once. */
export function createDeprecationReporter(
  onDeprecation: ((deprecation: Deprecation) => void) | undefined,
): (answer: GraphQLResponse | undefined) => void {
  const told = new Set<unknown>();
  return (answer) => {
    const named = answer?.extensions?.deprecations;
    if (!onDeprecation || !Array.isArray(named)) return;
    for (const { coordinate, reason } of named.filter(isObject)) {
      if (told.has(coordinate)) continue;
      told.add(coordinate);
      onDeprecation({ coordinate: String(coordinate), reason: String(reason) });
    }
  };
}

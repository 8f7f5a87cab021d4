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
  UnavailableError,
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
  ['UNAVAILABLE', UnavailableError],
]);

/** Returns the data of a response, or throws its error. */
export function dataOrThrow(response: Response, result: GraphQLResponse | undefined): JsonObject {
  const { status, headers } = response;
  const first = result?.errors?.[0];
  const details = {
    status,
    requestId: headers.get('x-request-id') ?? first?.extensions?.requestId,
    errors: result?.errors,
    retryAfterMs: parseRetryAfter(headers.get('retry-after')),
  };
  if (first !== undefined) {
    const code = typeof first.extensions?.code === 'string' ? first.extensions.code : 'UNKNOWN';
    const message = String(first.message);
    if (hasAnyValue(result?.data)) throw new PartialDataError(code, message, { ...details, data: result.data });
    throw new (errorClasses.get(code) ?? ChanceryError)(code, message, details);
  }
  if (status === 429) throw new RateLimitError('RATE_LIMITED', 'Too many requests (status 429).', details);
  if (!response.ok || !result?.data)
    throw new NetworkError('NETWORK', unexpectedBodyMessage(response, 'not GraphQL'), details);
  return result.data;
}

/** Describes an unexpected response. */
export const unexpectedBodyMessage = ({ status, headers }: Response, problem: string): string =>
  `The server responded with status ${status} and a body that is ${problem} (${headers.get('content-type') ?? 'no content type'}).`;

/** Parses a GraphQL response; undefined for anything else, such as HTML, other JSON or truncated JSON. */
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

/** If every root field is null, the data has no value and only the error is reported. */
const hasAnyValue = (data: JsonObject | null | undefined): data is JsonObject =>
  !!data && Object.values(data).some((value) => value !== null);

/** `Retry-After` holds seconds or an HTTP date. */
function parseRetryAfter(header: string | null): number | undefined {
  if (header === null || header.trim() === '') return undefined;
  const ms = Number.isNaN(Number(header)) ? Date.parse(header) - Date.now() : Number(header) * 1000;
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}

/**
 * A deprecated part of the contract, and what to use instead.
 *
 * @example
 * const onDeprecation = ({ coordinate, reason }: Deprecation) => console.warn(coordinate, reason);
 */
export interface Deprecation {
  /** The schema coordinate of the deprecated part: `Visit.place`, `Query.visits(filter:)`. */
  readonly coordinate: string;
  /** The deprecation reason in the schema. */
  readonly reason: string;
}

/** Creates a function that reports each deprecated part named in a response, once. */
export function createDeprecationReporter(
  onDeprecation: ((deprecation: Deprecation) => void) | undefined,
): (result: GraphQLResponse | undefined) => void {
  const reported = new Set<unknown>();
  return (result) => {
    const deprecations = result?.extensions?.deprecations;
    if (!onDeprecation || !Array.isArray(deprecations)) return;
    for (const { coordinate, reason } of deprecations.filter(isObject)) {
      if (reported.has(coordinate)) continue;
      reported.add(coordinate);
      onDeprecation({ coordinate: String(coordinate), reason: String(reason) });
    }
  };
}

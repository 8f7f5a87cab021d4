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

type Data = Readonly<Record<string, unknown>>;
interface Answer {
  readonly data?: Data | null;
  readonly errors?: readonly ResponseError[];
}

const classes = new Map<string, typeof ChanceryError>([
  ['BAD_INPUT', InvalidInputError],
  ['NOT_FOUND', NotFoundError],
  ['CONFLICT', ConflictError],
  ['RATE_LIMITED', RateLimitError],
  ['TIMEOUT', TimeoutError],
]);

/** The data of an answer, or the error that it stands for. */
export function dataOf(response: Response, body: string): Data {
  const answer = parse(body);
  const details = {
    status: response.status,
    requestId: response.headers.get('x-request-id') ?? answer?.errors?.[0]?.extensions?.requestId,
    errors: answer?.errors,
    retryAfterMs: retryAfterMs(response.headers.get('retry-after')),
  };
  const first = answer?.errors?.[0];
  if (first !== undefined) {
    const code = first.extensions?.code ?? 'UNKNOWN';
    if (hasValues(answer?.data)) throw new PartialDataError(code, first.message, { ...details, data: answer.data });
    throw new (classes.get(code) ?? ChanceryError)(code, first.message, details);
  }
  if (response.status === 429) throw new RateLimitError('RATE_LIMITED', 'The server answered 429: too many requests.', details);
  if (!response.ok || !answer?.data) {
    const type = response.headers.get('content-type') ?? 'no content type';
    throw new NetworkError('NETWORK', `The server answered ${response.status} (${type}) with something that is not GraphQL.`, details);
  }
  return answer.data;
}

/** Undefined for what is not a GraphQL answer: HTML, JSON of another shape, JSON cut short. */
function parse(body: string): Answer | undefined {
  try {
    const value: unknown = JSON.parse(body);
    if (typeof value !== 'object' || value === null) return undefined;
    const { data, errors } = value as Record<string, unknown>;
    return {
      ...(typeof data === 'object' && { data: data as Data | null }),
      ...(Array.isArray(errors) && { errors: errors as readonly ResponseError[] }),
    };
  } catch {
    return undefined;
  }
}

/** Where every root field is null there is nothing to keep: the error stands alone. */
const hasValues = (data: Data | null | undefined): data is Data => !!data && Object.values(data).some((value) => value !== null);

/** `Retry-After` holds seconds or an HTTP date. */
function retryAfterMs(header: string | null): number | undefined {
  if (header === null || header.trim() === '') return undefined;
  const ms = Number.isNaN(Number(header)) ? Date.parse(header) - Date.now() : Number(header) * 1000;
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}

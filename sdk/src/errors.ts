/**
 * The codes an error may carry: the server's closed list, GraphQL's own two, and the client's `NETWORK` and `UNKNOWN`.
 * A server newer than this package may send others.
 *
 * @example
 * if (error.code === 'COST_LIMIT') askForLess();
 */
export type ErrorCode =
  | 'BAD_INPUT'
  | 'NOT_FOUND'
  | 'COST_LIMIT'
  | 'RATE_LIMITED'
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'CONFLICT'
  | 'TIMEOUT'
  | 'INTERNAL'
  | 'GRAPHQL_PARSE_FAILED'
  | 'GRAPHQL_VALIDATION_FAILED'
  | 'NETWORK'
  | 'UNKNOWN'
  | (string & Record<never, never>);

/**
 * One error as the server wrote it.
 *
 * @example
 * for (const { message, path } of error.errors) console.error(path?.join('.'), message);
 */
export interface ResponseError {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly locations?: readonly { readonly line: number; readonly column: number }[];
  readonly extensions?: {
    readonly code?: ErrorCode;
    readonly field?: string;
    readonly requestId?: string;
    readonly [key: string]: unknown;
  };
}

/**
 * What is known of a failure besides its message.
 *
 * @example
 * const { status, requestId }: ErrorDetails = error;
 */
export interface ErrorDetails {
  /** The HTTP status, when there was an answer. */
  readonly status?: number | undefined;
  /** The server's name for the request: quote it when you report a fault. */
  readonly requestId?: string | undefined;
  /** Every error of the answer, in the server's order. */
  readonly errors?: readonly ResponseError[] | undefined;
  /** Milliseconds to wait before the next try, from the `Retry-After` header, when the server says. */
  readonly retryAfterMs?: number | undefined;
  /** What was thrown below, such as by `fetch`. */
  readonly cause?: unknown;
}

/**
 * What every call throws when it fails, unless your own signal ended it (then: the signal's reason).
 *
 * @example
 * if (error instanceof ChanceryError) console.error(error.code, error.message, error.requestId);
 */
export class ChanceryError extends Error {
  override readonly name: string = 'ChanceryError';
  readonly code: ErrorCode;
  readonly status: number | undefined;
  readonly requestId: string | undefined;
  readonly errors: readonly ResponseError[];
  /** Milliseconds to wait before the next try, from the `Retry-After` header, when the server says. */
  readonly retryAfterMs: number | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    { status, requestId, errors = [], retryAfterMs, cause }: ErrorDetails = {},
  ) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.status = status;
    this.requestId = requestId;
    this.errors = errors;
    this.retryAfterMs = retryAfterMs;
  }

  /** Where in the answer the first error stands. */
  get path(): readonly (string | number)[] | undefined {
    return this.errors[0]?.path;
  }
}

/**
 * One value that was refused, in the shape in which a refused edit tells it.
 *
 * @example
 * const say = ({ path, message }: RefusedField) => `${path.join('.')}: ${message}`;
 */
export interface RefusedField {
  /** Where in the input it stands: `['filter', 'host', 'code', 'eq']`; empty where the server does not say. */
  readonly path: readonly string[];
  /** What is wrong with it, and what would be right. */
  readonly message: string;
  /** The value, where the server repeats it apart from the message. */
  readonly value?: unknown;
}

/**
 * `BAD_INPUT`: the server names the value that is wrong and what would be right.
 *
 * @example
 * if (error instanceof InvalidInputError) for (const { path, message } of error.fields) console.error(path.join('.'), message);
 */
export class InvalidInputError extends ChanceryError {
  override readonly name = 'InvalidInputError';

  /** Where in the input it was, as a path, when the server says: `filter.host.code.eq`. */
  get field(): string | undefined {
    return this.errors[0]?.extensions?.field;
  }

  /** Each value that was refused. */
  get fields(): readonly RefusedField[] {
    return this.errors.map(({ message, extensions: { field, value } = {} }) => ({
      path: field?.split('.') ?? [],
      message,
      ...(value !== undefined && { value }),
    }));
  }
}

/**
 * `NOT_FOUND`: something the operation needs is not on record; a `get` that finds nothing answers null instead.
 *
 * @example
 * if (error instanceof NotFoundError) console.error(error.path);
 */
export class NotFoundError extends ChanceryError {
  override readonly name = 'NotFoundError';
}

/**
 * `CONFLICT`: the record changed meanwhile, or already holds something else under that key.
 *
 * @example
 * if (error instanceof ConflictError) reloadAndAskAgain();
 */
export class ConflictError extends ChanceryError {
  override readonly name = 'ConflictError';
}

/**
 * `RATE_LIMITED`, or a bare HTTP 429: too many requests; `retryAfterMs` says when the server takes the next.
 *
 * @example
 * if (error instanceof RateLimitError) await sleep(error.retryAfterMs ?? 1000);
 */
export class RateLimitError extends ChanceryError {
  override readonly name = 'RateLimitError';
}

/**
 * `TIMEOUT`: no whole answer within `timeoutMs`, or the server gave up (then there is a `status`).
 *
 * @example
 * if (error instanceof TimeoutError) console.error('Ask for less, or allow more than', timeoutMs);
 */
export class TimeoutError extends ChanceryError {
  override readonly name = 'TimeoutError';
}

/**
 * `NETWORK`: no answer, an answer cut short, or one that is not GraphQL (a proxy's HTML page: see `status`).
 *
 * @example
 * if (error instanceof NetworkError) console.error(error.status ?? 'unreachable', error.cause);
 */
export class NetworkError extends ChanceryError {
  override readonly name = 'NetworkError';
}

/**
 * Part of the answer came and part failed; `code`, `message` and `path` are the first error's.
 *
 * @example
 * if (error instanceof PartialDataError) render(error.data, error.errors);
 */
export class PartialDataError extends ChanceryError {
  override readonly name = 'PartialDataError';
  /** What came: null stands where an error is. */
  readonly data: Readonly<Record<string, unknown>>;

  constructor(
    code: ErrorCode,
    message: string,
    details: ErrorDetails & { readonly data: Readonly<Record<string, unknown>> },
  ) {
    super(code, message, details);
    this.data = details.data;
  }
}

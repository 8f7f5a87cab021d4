/**
 * The error codes: the server's closed list, four of GraphQL and its protocols, and the client's `NETWORK` and `UNKNOWN`. A newer server
 * may send others.
 *
 * @example
 * if (error.code === 'COST_LIMIT') narrowFilter();
 */
export type ErrorCode =
  | 'BAD_INPUT'
  | 'NOT_FOUND'
  | 'COST_LIMIT'
  | 'RATE_LIMITED'
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'CONFLICT'
  | 'EPOCH_CHANGED'
  | 'TIMEOUT'
  | 'OVERLOADED'
  | 'UNAVAILABLE'
  | 'INTERNAL'
  | 'GRAPHQL_PARSE_FAILED'
  | 'GRAPHQL_VALIDATION_FAILED'
  | 'PERSISTED_QUERY_NOT_FOUND'
  | 'PERSISTED_QUERY_NOT_SUPPORTED'
  | 'NETWORK'
  | 'UNKNOWN'
  | (string & Record<never, never>);

/**
 * One error as the server sent it.
 *
 * @example
 * for (const { message, path } of error.errors) console.error(path?.join('.'), message);
 */
export interface ResponseError {
  /** The problem and the expected form. */
  readonly message: string;
  /** The path of the failed field in the response. */
  readonly path?: readonly (string | number)[];
  /** Places in the document. */
  readonly locations?: readonly { readonly line: number; readonly column: number }[];
  /** The code, the field of the input, the id of the request, and more for some codes. */
  readonly extensions?: {
    readonly code?: ErrorCode;
    readonly field?: string;
    readonly requestId?: string;
    readonly [key: string]: unknown;
  };
}

/**
 * The details of an error.
 *
 * @example
 * const { status, requestId }: ErrorDetails = error;
 */
export interface ErrorDetails {
  /** The HTTP status, if there was a response. */
  readonly status?: number | undefined;
  /** The server's id of the request. Quote it when you report a problem. */
  readonly requestId?: string | undefined;
  /** Every error of the response, in order. */
  readonly errors?: readonly ResponseError[] | undefined;
  /** Milliseconds to wait before the next attempt, from the `Retry-After` header. */
  readonly retryAfterMs?: number | undefined;
  /** The underlying error, such as that of `fetch`. */
  readonly cause?: unknown;
}

/**
 * The error that every failed call throws, unless your signal aborted it: then the call throws the signal's reason.
 *
 * @example
 * if (error instanceof ChanceryError) console.error(error.code, error.message, error.requestId);
 */
export class ChanceryError extends Error {
  override readonly name: string = 'ChanceryError';
  /** What went wrong, for programs. */
  readonly code: ErrorCode;
  /** The HTTP status, if there was a response. */
  readonly status: number | undefined;
  /** The server's id of the request. Quote it when you report a problem. */
  readonly requestId: string | undefined;
  /** Every error of the response, in order. */
  readonly errors: readonly ResponseError[];
  /** Milliseconds to wait before the next attempt, from the `Retry-After` header. */
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

  /** The path of the first error in the response. */
  get path(): readonly (string | number)[] | undefined {
    return this.errors[0]?.path;
  }
}

/**
 * A rejected input value, in the same shape as in the result of a rejected edit.
 *
 * @example
 * const say = ({ path, message }: RefusedField) => `${path.join('.')}: ${message}`;
 */
export interface RefusedField {
  /** The path in the input: `['filter', 'host', 'code', 'eq']`; empty if unknown. */
  readonly path: readonly string[];
  /** The problem and the expected form. */
  readonly message: string;
  /** The value, if the server sends it separately from the message. */
  readonly value?: unknown;
}

/**
 * `BAD_INPUT`: an input value is invalid. The message names the value and the expected form.
 *
 * @example
 * if (error instanceof InvalidInputError) for (const { path, message } of error.fields) console.error(path.join('.'), message);
 */
export class InvalidInputError extends ChanceryError {
  override readonly name = 'InvalidInputError';

  /** The path of the first invalid value in the input: `filter.host.code.eq`. */
  get field(): string | undefined {
    return this.errors[0]?.extensions?.field;
  }

  /** All rejected values. */
  get fields(): readonly RefusedField[] {
    return this.errors.map(({ message, extensions: { field, value } = {} }) => ({
      path: field?.split('.') ?? [],
      message,
      ...(value !== undefined && { value }),
    }));
  }
}

/**
 * `NOT_FOUND`: a record that the operation needs does not exist. A `get` without a match returns null instead.
 *
 * @example
 * if (error instanceof NotFoundError) console.error(error.path);
 */
export class NotFoundError extends ChanceryError {
  override readonly name = 'NotFoundError';
}

/**
 * `CONFLICT`: the record was changed in the meantime, or the key is in use.
 *
 * @example
 * if (error instanceof ConflictError) reloadAndRetry();
 */
export class ConflictError extends ChanceryError {
  override readonly name = 'ConflictError';
}

/**
 * `RATE_LIMITED` or status 429: too many requests. `retryAfterMs` is the time to wait.
 *
 * @example
 * if (error instanceof RateLimitError) await sleep(error.retryAfterMs ?? 1000);
 */
export class RateLimitError extends ChanceryError {
  override readonly name = 'RateLimitError';
}

/**
 * `TIMEOUT`: no complete response within `timeoutMs`, or a time limit of the server (then `status` is set; 503 if another
 * process has locked the database).
 *
 * @example
 * if (error instanceof TimeoutError) console.error('Narrow the filter, or allow more than', timeoutMs);
 */
export class TimeoutError extends ChanceryError {
  override readonly name = 'TimeoutError';
}

/**
 * Why the server's database cannot be used; docs/errors.md explains each. A newer server may send others.
 *
 * @example
 * if (error instanceof UnavailableError && error.reason === 'DISK_FULL') notifyOperator(error.message);
 */
export type UnavailableReason =
  | 'DISK_FULL'
  | 'DISK_FAILED'
  | 'DATABASE_DAMAGED'
  | 'DATABASE_MOVED'
  | 'DATABASE_READ_ONLY'
  | (string & Record<never, never>);

/**
 * `UNAVAILABLE` (status 503): the file of the server's database, or its disk, failed. `retryAfterMs` is set if the same
 * call may succeed later without the server's operator.
 *
 * @example
 * if (error instanceof UnavailableError) console.error(error.reason, error.message);
 */
export class UnavailableError extends ChanceryError {
  override readonly name = 'UnavailableError';

  /** What failed: `DISK_FULL`. */
  get reason(): UnavailableReason | undefined {
    const reason = this.errors[0]?.extensions?.reason;
    return typeof reason === 'string' ? reason : undefined;
  }
}

/**
 * `NETWORK`: no response, a truncated one, or one that is not GraphQL, such as a proxy's HTML page (then `status` is set).
 *
 * @example
 * if (error instanceof NetworkError) console.error(error.status ?? 'unreachable', error.cause);
 */
export class NetworkError extends ChanceryError {
  override readonly name = 'NetworkError';
}

/**
 * Part of the response failed. `code`, `message` and `path` are those of the first error.
 *
 * @example
 * if (error instanceof PartialDataError) render(error.data, error.errors);
 */
export class PartialDataError extends ChanceryError {
  override readonly name = 'PartialDataError';
  /** The data received, with null for each failed field. */
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

/** All error codes: the values of `extensions.code`, documented in docs/errors.md. */
export const errorCodes = [
  'BAD_INPUT',
  'NOT_FOUND',
  'COST_LIMIT',
  'RATE_LIMITED',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'CONFLICT',
  'EPOCH_CHANGED',
  'TIMEOUT',
  'OVERLOADED',
  'INTERNAL',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** An error whose message is shown to users: it names the invalid value and the expected form. */
export class ChanceryError extends Error {
  readonly code: ErrorCode;
  /** The path in the input: `filter.host.code.eq`. */
  readonly field: string | undefined;

  constructor(code: ErrorCode, message: string, field?: string) {
    super(message);
    this.name = 'ChanceryError';
    this.code = code;
    this.field = field;
  }
}

/** Creates the most frequent kind of error. */
export const badInput = (message: string, field?: string): ChanceryError =>
  new ChanceryError('BAD_INPUT', message, field);

/**
 * Thrown if startup fails because of a file, a disk or a port. Printed as one sentence; the process
 * exits with status 3.
 */
export class StartError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StartError';
  }
}

/** The closed list of error codes: `extensions.code` of every error, here and in docs/errors.md. */
export const errorCodes = [
  'BAD_INPUT',
  'NOT_FOUND',
  'COST_LIMIT',
  'RATE_LIMITED',
  'UNAUTHENTICATED',
  'FORBIDDEN',
  'CONFLICT',
  'TIMEOUT',
  'INTERNAL',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** An error whose message is meant for the user: what was wrong, with the value, and what would be right. */
export class ChanceryError extends Error {
  readonly code: ErrorCode;
  /** Where in the input it was, as a path: `filter.host.code.eq`. */
  readonly field: string | undefined;

  constructor(code: ErrorCode, message: string, field?: string) {
    super(message);
    this.name = 'ChanceryError';
    this.code = code;
    this.field = field;
  }
}

/** Shorthand for the most frequent one. */
export const badInput = (message: string, field?: string): ChanceryError =>
  new ChanceryError('BAD_INPUT', message, field);

/** The file, the disk or the port will not serve: said in one sentence, and the process ends with 3. */
export class StartError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StartError';
  }
}

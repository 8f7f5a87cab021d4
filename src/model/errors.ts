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
  'UNAVAILABLE',
  'INTERNAL',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** An error whose message is shown to users: it names the invalid value and the expected form. */
export class ChanceryError extends Error {
  readonly code: ErrorCode;
  /** The path in the input: `filter.host.code.eq`. */
  readonly field: string | undefined;

  /** The part of the input that `field` is relative to; undefined for the whole input. */
  readonly within: object | undefined;

  constructor(code: ErrorCode, message: string, field?: string, within?: object) {
    super(message);
    this.name = 'ChanceryError';
    this.code = code;
    this.field = field;
    this.within = within;
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

/**
 * Why a database cannot be used: the `extensions.reason` of errors, and the `code` of `/ready`.
 * Documented in docs/errors.md.
 */
export const storageProblems = [
  'DISK_FULL',
  'DISK_FAILED',
  'DATABASE_LOCKED',
  'DATABASE_DAMAGED',
  'DATABASE_MOVED',
  'DATABASE_READ_ONLY',
] as const;

export type StorageProblem = (typeof storageProblems)[number];

/** Thrown if the file of the database or its disk fails, also while the server is running. */
export class StorageError extends StartError {
  readonly problem: StorageProblem;

  constructor(problem: StorageProblem, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StorageError';
    this.problem = problem;
  }
}

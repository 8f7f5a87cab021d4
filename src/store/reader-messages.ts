import type { EntryVersion } from '../db/reader-threads.ts';
import type { RenderedQuery } from '../db/render-sql.ts';
import { UnexpectedNullError } from '../db/sql-functions.ts';
import { ChanceryError, type ErrorCode, StartError } from '../model/errors.ts';

/** What a reader thread is started with. */
export interface ThreadData {
  path: string;
  maxResultBytes: number;
}

/** A request to a reader thread. It works on one at a time. */
export type ThreadRequest =
  | { kind: 'begin' | 'commit' }
  /** Loads what `asKnownAt` needs. */
  | { kind: 'load' }
  /** Closes the connections. */
  | { kind: 'close' }
  | { kind: 'all' | 'get'; query: RenderedQuery; withinMs: number }
  | { kind: 'asKnownAt'; query: RenderedQuery; version: EntryVersion; withinMs: number };

/** The first message of a reader thread: it has opened its connection. */
export const readyMessage = 'ready';

/** The response of a reader thread, with the time that the request took. */
export type ThreadResponse = { elapsedMs: number; cpuMs: number } & ({ result: unknown } | { error: ErrorData });

/** An error as data: a message between threads would lose its class and its code. */
export interface ErrorData {
  name: string;
  message: string;
  code?: string | undefined;
  field?: string | undefined;
  stack?: string | undefined;
}

export function toErrorData(error: unknown): ErrorData {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error) };
  const code = 'code' in error ? String(error.code) : undefined;
  const field = error instanceof ChanceryError ? error.field : undefined;
  return { name: error.name, message: error.message, code, field, stack: error.stack };
}

export function fromErrorData({ name, message, code, field, stack }: ErrorData): Error {
  switch (name) {
    case 'ChanceryError':
      return new ChanceryError(code as ErrorCode, message, field);
    case 'UnexpectedNullError':
      return new UnexpectedNullError(message);
    case 'StartError':
      return new StartError(message);
    default:
      return Object.assign(new Error(message), { name, ...(code !== undefined && { code }), stack });
  }
}

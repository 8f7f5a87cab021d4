import type { GraphQLError } from 'graphql';
import type { StorageProblem } from '../model/errors.ts';
import { withCode } from './graphql-errors.ts';

interface StorageMessage {
  /** For editors. Names no path, because everyone can read it. */
  message: string;
  /** Absent if an operator has to act first. */
  retryAfterSeconds?: number;
}

export const storageMessages: Readonly<Record<StorageProblem, StorageMessage>> = {
  DISK_FULL: {
    message:
      "The disk of the server is full. Nothing was written; reading still works. Try again when the server's operator has freed some space.",
    retryAfterSeconds: 60,
  },
  DISK_FAILED: {
    message:
      'The disk of the server failed to read or write. Check whether a change was recorded before you send it again; with an idempotencyKey it is applied only once.',
  },
  DATABASE_LOCKED: {
    message:
      'Another process has been writing for more than five seconds. Send the request again; with an idempotencyKey it is applied only once.',
    retryAfterSeconds: 5,
  },
  DATABASE_DAMAGED: {
    message:
      "A part of the server's database is damaged. Check whether a change was recorded before you send it again. The server's operator has to restore a backup.",
  },
  DATABASE_MOVED: {
    message:
      "The server's database was moved, deleted or replaced while it was in use, so it accepts no changes. The server's operator has to put it back and restart the server.",
  },
  DATABASE_READ_ONLY: {
    message:
      "The server's database cannot be written to. Nothing was written; reading still works. The server's operator has to make it writable.",
  },
};

/** The error for a client whose request failed because of the database's file or disk. */
export function toStorageClientError(error: GraphQLError, problem: StorageProblem): GraphQLError {
  const { message, retryAfterSeconds } = storageMessages[problem];
  const headers = retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) };
  return withCode(error, problem === 'DATABASE_LOCKED' ? 'TIMEOUT' : 'UNAVAILABLE', message, {
    reason: problem,
    http: { status: 503, headers },
  });
}

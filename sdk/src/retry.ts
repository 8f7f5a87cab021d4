import { ChanceryError, NetworkError, RateLimitError, UnavailableError } from './errors.ts';

const initialBackoffMs = 250;
/** The maximum wait, unless the server sets another one. */
export const maxBackoffMs = 5000;

/**
 * Whether a retry may succeed: no connection, too many requests, a gateway without its server, or a database that may be
 * usable again soon.
 */
export const isTransientError = (error: unknown): error is ChanceryError =>
  error instanceof UnavailableError
    ? error.retryAfterMs !== undefined
    : error instanceof RateLimitError ||
      (error instanceof NetworkError && error.status === undefined) ||
      (error instanceof ChanceryError && [502, 503, 504].includes(error.status ?? 0));

/** Exponential backoff with full jitter, added to `Retry-After`, so that clients do not retry at the same time. */
export const computeBackoffMs = (failures: number, { retryAfterMs = 0 }: ChanceryError): number =>
  retryAfterMs + Math.random() * Math.min(maxBackoffMs, initialBackoffMs * 2 ** failures);

/** Retries after transient errors until no time is left for another wait. */
export async function withRetries<T>(
  run: () => Promise<T>,
  retries: number,
  signal: AbortSignal,
  deadline: number,
): Promise<T> {
  for (let failures = 0; ; failures++) {
    try {
      return await run();
    } catch (error) {
      if (failures >= retries || !isTransientError(error)) throw error;
      const ms = computeBackoffMs(failures, error);
      if (performance.now() + ms >= deadline) throw error;
      await sleep(ms, signal);
    }
  }
}

/** Waits. Aborting the signal rejects with its reason. */
export function sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const finish = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', finish);
      if (signal?.aborted) reject(signal.reason);
      else resolve();
    };
    const timer = setTimeout(finish, ms);
    signal?.addEventListener('abort', finish);
    if (signal?.aborted) finish();
  });
}

import { ChanceryError, NetworkError, RateLimitError } from './errors.ts';

const initialBackoffMs = 250;
/** What a wait grows to at most, where the server names none. */
export const maxBackoffMs = 5000;

/** Whether the same may succeed a moment later: no connection, too many requests, or a gateway whose server is away. */
export const isTransientError = (error: unknown): error is ChanceryError =>
  error instanceof RateLimitError ||
  (error instanceof NetworkError && error.status === undefined) ||
  (error instanceof ChanceryError && [502, 503, 504].includes(error.status ?? 0));

/** Full jitter: any wait up to a bound that doubles, after what `Retry-After` asks for. Clients that failed together don't come back together. */
export const computeBackoffMs = (failures: number, { retryAfterMs = 0 }: ChanceryError): number =>
  retryAfterMs + Math.random() * Math.min(maxBackoffMs, initialBackoffMs * 2 ** failures);

/** Runs again after a failure that may pass, until there is no time left for another wait. */
export async function withRetries<T>(
  run: () => Promise<T>,
  retries: number,
  signal: AbortSignal,
  until: number,
): Promise<T> {
  for (let failures = 0; ; failures++) {
    try {
      return await run();
    } catch (error) {
      if (failures >= retries || !isTransientError(error)) throw error;
      const ms = computeBackoffMs(failures, error);
      if (performance.now() + ms >= until) throw error;
      await sleep(ms, signal);
    }
  }
}

/** Waits; the signal ends it with its reason. */
export function sleep(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const settled = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', settled);
      if (signal?.aborted) reject(signal.reason);
      else resolve();
    };
    const timer = setTimeout(settled, ms);
    signal?.addEventListener('abort', settled);
    if (signal?.aborted) settled();
  });
}

import { TimeoutError } from './errors.ts';

/** setTimeout holds no more than 32 bits, about 24.8 days. */
const maxTimerMs = 2 ** 31 - 1;

/**
 * Runs until done, the caller's signal or the time limit, whichever is first, even where `fetch` ignores its signal.
 * An own timer in place of AbortSignal.any: that one is missing on Node 18, and this one is cleared when the answer is there.
 */
export async function withDeadline<T>(
  run: (signal: AbortSignal, until: number) => Promise<T>,
  timeoutMs: number,
  signal: AbortSignal | undefined,
): Promise<T> {
  signal?.throwIfAborted();
  const controller = new AbortController();
  let stop = (_reason: unknown): void => {};
  const stopped = new Promise<never>((_resolve, reject) => {
    stop = (reason) => {
      reject(reason);
      controller.abort(reason);
    };
  });
  const onAbort = () => stop(signal?.reason);
  const onTime = () => stop(new TimeoutError('TIMEOUT', `No whole answer within ${timeoutMs} ms.`));
  signal?.addEventListener('abort', onAbort);
  const timer = timeoutMs <= maxTimerMs ? setTimeout(onTime, timeoutMs) : undefined;
  try {
    return await Promise.race([run(controller.signal, performance.now() + timeoutMs), stopped]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  }
}

import { TimeoutError } from './errors.ts';

/** The maximum delay of setTimeout: 31 bits, about 24.8 days. */
const maxTimerMs = 2 ** 31 - 1;

/**
 * Runs until completion, abortion or the time limit, even if `fetch` ignores its signal. Uses a timer instead of
 * AbortSignal.any, which Node 18 lacks and which would leave the timer running.
 */
export async function withDeadline<T>(
  run: (signal: AbortSignal, deadline: number) => Promise<T>,
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
  const onTime = () => stop(new TimeoutError('TIMEOUT', `No complete response within ${timeoutMs} ms.`));
  signal?.addEventListener('abort', onAbort);
  const timer = timeoutMs <= maxTimerMs ? setTimeout(onTime, timeoutMs) : undefined;
  try {
    return await Promise.race([run(controller.signal, performance.now() + timeoutMs), stopped]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  }
}

import {
  ChanceryError,
  InvalidInputError,
  NetworkError,
  NotFoundError,
  PartialDataError,
  RateLimitError,
  TimeoutError,
} from '@chancery/sdk';
import { useEffect, useState } from 'preact/hooks';

/** What went wrong, by its class, and what can be done. */
export function ErrorNotice({
  error,
  retry,
  what = 'this',
}: {
  error: unknown;
  retry?: (() => void) | undefined;
  what?: string;
}) {
  const { title, advice, waitMs = 0, isPermanent: final = false } = describeError(error, what);
  const left = useCountdown(waitMs, error);
  const detail = error instanceof Error ? error.message : String(error);
  const requestId = error instanceof ChanceryError ? error.requestId : undefined;
  return (
    <div class="notice failed" role="alert">
      <h2>{title}</h2>
      <p>{advice}</p>
      {retry && !final && (
        <p>
          <button type="button" onClick={retry} disabled={left > 0}>
            {left > 0 ? `Try again in ${left} s` : 'Try again'}
          </button>
        </p>
      )}
      <p class="minor">
        {!final && detail}
        {requestId && ` (request ${requestId})`}
      </p>
    </div>
  );
}

interface ErrorDescription {
  title: string;
  advice: string;
  waitMs?: number;
  /** The same question would be answered the same; the advice is the server's own. */
  isPermanent?: boolean;
}

function describeError(error: unknown, what: string): ErrorDescription {
  if (error instanceof RateLimitError) {
    const waitMs = error.retryAfterMs ?? 10_000;
    return {
      title: 'Too many questions at once',
      advice: `The server asks to wait before ${what} is asked again.`,
      waitMs,
    };
  }
  if (error instanceof TimeoutError)
    return {
      title: 'No answer in time',
      advice: `The server took too long over ${what}. Try again, or ask for less: a shorter span of time, or fewer countries.`,
    };
  if (error instanceof NetworkError)
    return error.status === undefined
      ? {
          title: 'The server can’t be reached',
          advice:
            'It may be down, or this device offline. Nothing is shown, which does not mean that nothing is on record.',
        }
      : {
          title: 'The answer was not the server’s',
          advice: `Something answered ${error.status} in its place, such as a proxy. Try again in a while.`,
        };
  if (error instanceof NotFoundError) return { title: 'Not on record', advice: `What ${what} needs is not on record.` };
  if (error instanceof InvalidInputError)
    return { title: 'The question can’t be answered as it stands', advice: error.message, isPermanent: true };
  if (error instanceof PartialDataError)
    return { title: 'Only a part of the answer came', advice: 'So nothing of it is shown. Try again.' };
  return { title: 'The server could not answer', advice: 'The fault is on its side. Try again in a while.' };
}

/** Whole seconds that are left to wait, from when the error came. */
function useCountdown(ms: number, error: unknown): number {
  const [left, setLeft] = useState(Math.ceil(ms / 1000));
  // Another error that asks for as long begins anew.
  useEffect(() => {
    const until = Date.now() + ms;
    setLeft(Math.ceil(ms / 1000));
    const timer = setInterval(() => {
      const now = Math.max(0, Math.ceil((until - Date.now()) / 1000));
      setLeft(now);
      if (now === 0) clearInterval(timer);
    }, 250);
    return () => clearInterval(timer);
  }, [ms, error]);
  return left;
}

import {
  ChanceryError,
  InvalidInputError,
  NetworkError,
  NotFoundError,
  PartialDataError,
  RateLimitError,
  TimeoutError,
  UnavailableError,
} from '@chancery/sdk';
import { useEffect, useState } from 'react';

/** Explains an error by its class, with a button to retry if that may help. */
export function ErrorNotice({
  error,
  onRetry,
  subject = 'this',
}: {
  error: unknown;
  onRetry?: (() => void) | undefined;
  /** What failed to load, as in “Loading the timeline took too long”. */
  subject?: string;
}) {
  const { title, advice, waitMs = 0, isPermanent = false } = describeError(error, subject);
  const secondsLeft = useCountdown(waitMs, error);
  const detail = error instanceof Error ? error.message : String(error);
  const requestId = error instanceof ChanceryError ? error.requestId : undefined;
  return (
    <div className="notice failed" role="alert">
      <h2>{title}</h2>
      <p>{advice}</p>
      {onRetry && !isPermanent && (
        <p>
          <button type="button" onClick={onRetry} disabled={secondsLeft > 0}>
            {secondsLeft > 0 ? `Try again in ${secondsLeft} s` : 'Try again'}
          </button>
        </p>
      )}
      <p className="minor">
        {!isPermanent && detail}
        {requestId && ` (request ${requestId})`}
      </p>
    </div>
  );
}

interface ErrorDescription {
  title: string;
  advice: string;
  waitMs?: number;
  /** The same request would fail again. The advice is the server's message. */
  isPermanent?: boolean;
}

function describeError(error: unknown, subject: string): ErrorDescription {
  if (error instanceof RateLimitError) {
    return {
      title: 'Too many requests',
      advice: `The server limits how many requests it accepts. Wait before loading ${subject} again.`,
      waitMs: error.retryAfterMs ?? 10_000,
    };
  }
  if (error instanceof UnavailableError)
    return {
      title: 'The database cannot be used',
      advice: `The server runs, but cannot load ${subject} at present. Its operator has to look after it.`,
      waitMs: error.retryAfterMs ?? 0,
    };
  if (error instanceof TimeoutError)
    return {
      title: 'The request timed out',
      advice: `Loading ${subject} took too long. Try again, or narrow the filter: a shorter period or fewer countries.`,
    };
  if (error instanceof NetworkError)
    return error.status === undefined
      ? {
          title: 'The server is unreachable',
          advice: 'The server may be down, or this device may be offline. Check the connection and try again.',
        }
      : {
          title: 'Unexpected response',
          advice: `A proxy or another server responded with status ${error.status}. Try again later.`,
        };
  if (error instanceof NotFoundError)
    return { title: 'Not found', advice: `A record needed to load ${subject} does not exist.` };
  if (error instanceof InvalidInputError) return { title: 'Invalid request', advice: error.message, isPermanent: true };
  if (error instanceof PartialDataError)
    return { title: 'Incomplete response', advice: 'The server returned only part of the data. Try again.' };
  return { title: 'Server error', advice: 'The server failed to process the request. Try again later.' };
}

/** Returns the whole seconds left to wait since the error occurred. */
function useCountdown(ms: number, error: unknown): number {
  const [secondsLeft, setSecondsLeft] = useState(Math.ceil(ms / 1000));
  // Depends on the error too: another one with the same wait restarts the countdown.
  useEffect(() => {
    const until = Date.now() + ms;
    setSecondsLeft(Math.ceil(ms / 1000));
    const timer = setInterval(() => {
      const remaining = Math.max(0, Math.ceil((until - Date.now()) / 1000));
      setSecondsLeft(remaining);
      if (remaining === 0) clearInterval(timer);
    }, 250);
    return () => clearInterval(timer);
  }, [ms, error]);
  return secondsLeft;
}

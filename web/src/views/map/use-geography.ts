import { useEffect, useState } from 'preact/hooks';
import type { QueryState } from '../../api/use-query.ts';
import { type Geography, loadGeography } from './load-geography.ts';

export function useGeography(): QueryState<Geography> {
  const [attempt, setAttempt] = useState(0);
  const [held, setHeld] = useState<{ attempt: number; data?: Geography; error?: unknown }>({ attempt: -1 });
  useEffect(() => {
    let left = false;
    loadGeography().then(
      (data) => !left && setHeld({ attempt, data }),
      (error: unknown) => !left && setHeld({ attempt, error }),
    );
    return () => {
      left = true;
    };
  }, [attempt]);
  const settled = held.attempt === attempt;
  return {
    state: !settled ? 'loading' : held.data ? 'done' : 'failed',
    data: held.data,
    error: held.error,
    retry: () => setAttempt((last) => last + 1),
  };
}

import type { TypedDocument } from '@chancery/sdk';
import { useEffect, useState } from 'preact/hooks';
import { request } from './client.ts';

/** The state of a query. While it reloads, and after it fails, `data` holds the previous result. */
export interface QueryState<Data> {
  readonly state: 'loading' | 'done' | 'failed';
  readonly data: Data | undefined;
  readonly error: unknown;
  retry(): void;
}

/** Sends a query whenever its document or variables change, and aborts the previous one. Null variables send nothing. */
export function useQuery<Data, Variables>(
  document: TypedDocument<Data, Variables>,
  variables: Variables | null,
): QueryState<Data> {
  const key = variables === null ? null : JSON.stringify([document, variables]);
  return useAsyncData(key, (signal) =>
    request<Data, Variables | undefined>(
      document as TypedDocument<Data, Variables | undefined>,
      variables as Variables,
      { signal },
    ),
  );
}

/** Loads data that takes several requests. `key` identifies everything that `load` depends on; null loads nothing. */
export function useAsyncData<Data>(key: string | null, load: (signal: AbortSignal) => Promise<Data>): QueryState<Data> {
  const [attempt, setAttempt] = useState(0);
  const [result, setResult] = useState<{
    key: string | null;
    attempt: number;
    data: Data | undefined;
    error: unknown;
  }>({ key: null, attempt: 0, data: undefined, error: undefined });

  useEffect(() => {
    if (key === null) return;
    const controller = new AbortController();
    load(controller.signal).then(
      (data) => {
        if (!controller.signal.aborted) setResult({ key, attempt, data, error: undefined });
      },
      (error: unknown) => {
        if (!controller.signal.aborted) setResult(({ data }) => ({ key, attempt, data, error }));
      },
    );
    return () => controller.abort(new DOMException('The query was replaced by another.', 'AbortError'));
  }, [key, attempt]);

  const isSettled = result.key === key && result.attempt === attempt;
  return {
    state: !isSettled ? 'loading' : result.error === undefined ? 'done' : 'failed',
    data: result.data,
    error: isSettled ? result.error : undefined,
    retry: () => setAttempt((previous) => previous + 1),
  };
}

import type { TypedDocument } from '@chancery/sdk';
import { useEffect, useState } from 'preact/hooks';
import { request } from './client.ts';

/** Where a question stands. `data` is the answer to the former variables while the new one is awaited, and when it fails. */
export interface QueryState<Data> {
  readonly state: 'loading' | 'done' | 'failed';
  readonly data: Data | undefined;
  readonly error: unknown;
  retry(): void;
}

/** Asks whenever document or variables change, and calls off what was asked before. Variables of null ask nothing. */
export function useQuery<Data, Variables>(
  document: TypedDocument<Data, Variables>,
  variables: Variables | null,
): QueryState<Data> {
  const question = variables === null ? null : JSON.stringify([document, variables]);
  return useAsyncData(question, (signal) =>
    request<Data, Variables | undefined>(
      document as TypedDocument<Data, Variables | undefined>,
      variables as Variables,
      { signal },
    ),
  );
}

/** The same of what takes more than one request: the question stands for all that `ask` depends on. A question of null asks nothing. */
export function useAsyncData<Data>(
  question: string | null,
  ask: (signal: AbortSignal) => Promise<Data>,
): QueryState<Data> {
  const [attempt, setAttempt] = useState(0);
  const [held, setHeld] = useState<{
    question: string | null;
    attempt: number;
    data: Data | undefined;
    error: unknown;
  }>({
    question: null,
    attempt: 0,
    data: undefined,
    error: undefined,
  });

  useEffect(() => {
    if (question === null) return;
    const leaving = new AbortController();
    ask(leaving.signal).then(
      (data) => {
        if (!leaving.signal.aborted) setHeld({ question, attempt, data, error: undefined });
      },
      (error: unknown) => {
        if (!leaving.signal.aborted) setHeld(({ data }) => ({ question, attempt, data, error }));
      },
    );
    return () => leaving.abort(new DOMException('Something else is asked by now.', 'AbortError'));
  }, [question, attempt]);

  const settled = held.question === question && held.attempt === attempt;
  return {
    state: !settled ? 'loading' : held.error === undefined ? 'done' : 'failed',
    data: held.data,
    error: settled ? held.error : undefined,
    retry: () => setAttempt((last) => last + 1),
  };
}

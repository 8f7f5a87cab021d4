import type { TypedDocument } from '@chancery/sdk';
import { keepPreviousData, QueryClient, useQuery as useTanStackQuery } from '@tanstack/react-query';
import { request } from './client.ts';

/** The state of a query. While it reloads, `data` holds the previous result. */
export interface QueryState<Data> {
  readonly state: 'loading' | 'done' | 'failed';
  readonly data: Data | undefined;
  readonly error: unknown;
  retry(): void;
}

/** Results are used again for a minute. Errors are displayed with a button to retry, so nothing is retried unasked. */
export const queryClient = new QueryClient({
  defaultOptions: { queries: { staleTime: 60_000, retry: false, refetchOnWindowFocus: false, networkMode: 'always' } },
});

/** Sends a query whenever its document or variables change, and aborts the previous one. Null variables send nothing. */
export function useQuery<Data, Variables>(
  document: TypedDocument<Data, Variables>,
  variables: Variables | null,
): QueryState<Data> {
  const key = variables === null ? null : JSON.stringify([document, variables]);
  return useAsyncData(key, (signal) => sendQuery(document, variables as Variables, signal));
}

/** Loads data that takes several requests. `key` identifies everything that `load` depends on; null loads nothing. */
export function useAsyncData<Data>(key: string | null, load: (signal: AbortSignal) => Promise<Data>): QueryState<Data> {
  const query = useTanStackQuery({
    queryKey: [key],
    queryFn: ({ signal }) => load(signal),
    enabled: key !== null,
    placeholderData: keepPreviousData,
  });
  const isLoading = query.isPending || query.isPlaceholderData;
  return {
    state: isLoading ? 'loading' : query.data === undefined ? 'failed' : 'done',
    data: query.data,
    error: isLoading ? undefined : query.error,
    retry: () => void query.refetch(),
  };
}

/** Sends a query, or returns its result of the last minute: for what is loaded before it is displayed. */
export const fetchQuery = <Data, Variables>(
  document: TypedDocument<Data, Variables>,
  variables: Variables,
): Promise<Data> =>
  queryClient.fetchQuery({
    queryKey: [JSON.stringify([document, variables])],
    queryFn: ({ signal }) => sendQuery(document, variables, signal),
  });

const sendQuery = <Data, Variables>(
  document: TypedDocument<Data, Variables>,
  variables: Variables,
  signal: AbortSignal,
): Promise<Data> =>
  request<Data, Variables | undefined>(document as TypedDocument<Data, Variables | undefined>, variables, { signal });

import { type Api, type ApiOptions, createApi } from '../../src/api/create-api.ts';
import type { RequestTrace } from '../../src/schema/context.ts';

/** A response with its trace. */
export interface TracedResponse {
  status: number;
  headers: Headers;
  text: string;
  // The shape depends on the request of each test.
  // biome-ignore lint/suspicious/noExplicitAny: see above
  body: any;
  trace: RequestTrace;
}

/** Creates an API over a fixture's database that traces each response. */
export function createTracedApi(options: ApiOptions): {
  api: Api;
  sendQuery(init: RequestInit & { search?: object }): Promise<TracedResponse>;
} {
  const traces = new Map<string, RequestTrace>();
  const api = createApi({ ...options, onResponse: (trace) => traces.set(trace.id, trace) });
  return {
    api,
    async sendQuery({ search, ...init }) {
      const texts = Object.entries(search ?? {}).map(([name, value]) => [
        name,
        typeof value === 'string' ? value : JSON.stringify(value),
      ]);
      const url = `http://chancery.test/graphql${search ? `?${new URLSearchParams(texts)}` : ''}`;
      const response = await api.fetch(new Request(url, init));
      const text = await response.text();
      const trace = traces.get(response.headers.get('x-request-id') ?? '');
      if (!trace) throw new Error('The response was not traced.');
      const { status, headers } = response;
      return { status, headers, text, body: text === '' ? undefined : JSON.parse(text), trace };
    },
  };
}

const graphqlHeaders = { 'content-type': 'application/json', accept: 'application/graphql-response+json' };

export const buildPost = (body: object, headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  headers: { ...graphqlHeaders, ...headers },
  body: JSON.stringify(body),
});

export const buildGet = (search: object, headers: Record<string, string> = {}): RequestInit & { search: object } => ({
  search,
  headers: { accept: 'application/json', ...headers },
});

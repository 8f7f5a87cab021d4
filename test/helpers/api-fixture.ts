import { type Api, createApi } from '../../src/api/create-api.ts';
import type { Database } from '../../src/db/database.ts';
import { type RecordOptions, scratchRecord } from './temporary-database.ts';

interface Answer {
  status: number;
  // Each test knows the shape of what it asks for.
  // biome-ignore lint/suspicious/noExplicitAny: see above
  data: any;
  errors: { message: string; path?: (string | number)[]; extensions?: Record<string, unknown> }[] | undefined;
  extensions: Record<string, unknown> | undefined;
  /** The SQL statements that the request has run. */
  sql: readonly string[];
}

export interface World extends AsyncDisposable {
  db: Database;
  api: Api;
  ask(document: string, variables?: object, headers?: Readonly<Record<string, string>>): Promise<Answer>;
  fetch(path: string, init?: RequestInit): Promise<Response>;
}

const origin = 'http://chancery.test';
const json = { 'content-type': 'application/json', accept: 'application/graphql-response+json' };

/** The whole API over a database of the test's own: no port, no network. */
export async function openWorld(options: RecordOptions = {}): Promise<World> {
  const record = await scratchRecord(options);
  const statements = new Map<string, readonly string[]>();
  const api = createApi({ db: record.db, observe: (trace) => statements.set(trace.id, trace.statements) });
  const fetch: World['fetch'] = (path, init) => api.fetch(new Request(new URL(path, origin), init));
  return {
    db: record.db,
    api,
    fetch,
    async ask(document, variables, headers) {
      const body = JSON.stringify({ query: document, variables });
      const response = await fetch('/graphql', { method: 'POST', headers: { ...json, ...headers }, body });
      const { data, errors, extensions } = (await response.json()) as Pick<Answer, 'data' | 'errors' | 'extensions'>;
      const sql = statements.get(response.headers.get('x-request-id') ?? '') ?? [];
      return { status: response.status, data, errors, extensions, sql };
    },
    async [Symbol.asyncDispose]() {
      await api.dispose();
      await record[Symbol.asyncDispose]();
    },
  };
}

import { type Api, createApi } from '../../src/api/create-api.ts';
import type { Database } from '../../src/db/database.ts';
import { StatementHistory } from '../../src/db/inline-attempt.ts';
import { ReaderPool } from '../../src/store/reader-pool.ts';
import { type DatabaseContents, openTemporaryDatabase } from './temporary-database.ts';

interface ExecutionResult {
  status: number;
  // Each test knows the shape of the data that it selects.
  // biome-ignore lint/suspicious/noExplicitAny: see above
  data: any;
  errors: { message: string; path?: (string | number)[]; extensions?: Record<string, unknown> }[] | undefined;
  extensions: Record<string, unknown> | undefined;
  /** The SQL statements that the request ran. */
  sqlStatements: readonly string[];
}

export interface ApiFixture extends AsyncDisposable {
  db: Database;
  api: Api;
  execute(document: string, variables?: object, headers?: Readonly<Record<string, string>>): Promise<ExecutionResult>;
  fetch(path: string, init?: RequestInit): Promise<Response>;
}

const origin = 'http://chancery.test';
const graphqlHeaders = { 'content-type': 'application/json', accept: 'application/graphql-response+json' };

/** A history in which no statement is quick, so that all of them run in reader threads. */
export class NoQuickStatements extends StatementHistory {
  override isQuick(): boolean {
    return false;
  }
}

/** CHANCERY_TEST_READS=threads runs all statements in reader threads. */
const runsInThreads = process.env.CHANCERY_TEST_READS === 'threads';

/** Opens the API over a temporary database, without a port or network. */
export async function openApiFixture(
  options: DatabaseContents = {},
  { inThreads = runsInThreads }: { inThreads?: boolean } = {},
): Promise<ApiFixture> {
  const database = await openTemporaryDatabase(options);
  const statements = new Map<string, readonly string[]>();
  const threads = inThreads
    ? new ReaderPool({ path: database.db.path, threads: 1, history: new NoQuickStatements() })
    : undefined;
  const api = createApi({
    db: database.db,
    threads,
    onResponse: (trace) => statements.set(trace.id, trace.statements),
  });
  const fetch: ApiFixture['fetch'] = (path, init) => api.fetch(new Request(new URL(path, origin), init));
  return {
    db: database.db,
    api,
    fetch,
    async execute(document, variables, headers) {
      const body = JSON.stringify({ query: document, variables });
      const response = await fetch('/graphql', { method: 'POST', headers: { ...graphqlHeaders, ...headers }, body });
      const { data, errors, extensions } = (await response.json()) as Pick<
        ExecutionResult,
        'data' | 'errors' | 'extensions'
      >;
      const sqlStatements = statements.get(response.headers.get('x-request-id') ?? '') ?? [];
      return { status: response.status, data, errors, extensions, sqlStatements };
    },
    async [Symbol.asyncDispose]() {
      await api.dispose();
      await threads?.close();
      await database[Symbol.asyncDispose]();
    },
  };
}

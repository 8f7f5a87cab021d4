import { parse } from 'csv-parse/sync';
import { type ApiOptions, createApi } from '../../src/api/create-api.ts';
import type { Database } from '../../src/db/database.ts';
import { createToken } from '../../src/store/write/token.ts';
import type { ApiFixture } from '../helpers/api-fixture.ts';

export type ExportRow = Record<string, string>;
interface ErrorBody {
  errors: { message: string; extensions: { code: string; field?: string } }[];
}

/** The generated visits, and those of the dossier. */
export const visitCount = 3_002;

export const createEditorToken = async (db: Database): Promise<string> =>
  (await db.write((tx) => createToken(tx, { holder: 'Ada', role: 'EDITOR', days: 10 }, new Date()))).token;

export const readRows = async (response: Response): Promise<ExportRow[]> =>
  parse(await response.text(), { columns: true }) as ExportRow[];

export const search = (parameters: object): string =>
  `?${new URLSearchParams(
    Object.entries(parameters).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  )}`;

export const readLinks = (response: Response): Record<string, string> =>
  Object.fromEntries(
    [...(response.headers.get('link') ?? '').matchAll(/<([^>]+)>; rel="(\w+)"/g)].map(([, url, rel]) => [rel, url]),
  );

export const readError = async (response: Response) => {
  const { errors } = (await response.json()) as ErrorBody;
  return { status: response.status, ...errors[0]?.extensions, message: errors[0]?.message };
};

/** Runs `work` with an API of other limits, over the same database. */
export async function withApi<T>(
  db: Database,
  options: Partial<ApiOptions>,
  work: (api: Pick<ApiFixture, 'fetch'>) => Promise<T>,
): Promise<T> {
  const api = createApi({ db, ...options });
  try {
    return await work({ fetch: (path, init) => api.fetch(new Request(new URL(path, 'http://chancery.test'), init)) });
  } finally {
    await api.dispose();
  }
}

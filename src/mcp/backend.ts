import type { Logger } from 'pino';
import type { Api } from '../api/create-api.ts';
import type { RecordPageReader } from '../server/record-page.ts';
import type { SettingValues } from '../server/settings.ts';
import { openConfiguredApi } from '../server/start-service.ts';

/** The API that the tools query: in this process, or of another server. */
export interface Backend {
  /** The GraphQL endpoint. */
  url: string;
  /** `clientAddress` is whom the limits of the API in this process apply to. */
  send(request: Request, clientAddress?: string): Promise<Response>;
  /** The API in this process, and what the explorer needs to know about its records. */
  api?: Api;
  readRecordPage?: RecordPageReader;
  dispose(): Promise<void>;
}

/** Opens the API over the configured database. Its requests need no port: the URL is only a name. */
export async function openLocalBackend(values: SettingValues, log: Logger): Promise<Backend> {
  const { api, readRecordPage, dispose } = await openConfiguredApi(values, log);
  return {
    url: 'http://localhost/graphql',
    send: (request, clientAddress) => api.fetch(request, { clientAddress }),
    api,
    readRecordPage,
    dispose,
  };
}

const remoteTimeoutMs = 30_000;

export const createRemoteBackend = (url: string): Backend => ({
  url,
  send: (request) =>
    fetch(new Request(request, { signal: AbortSignal.any([request.signal, AbortSignal.timeout(remoteTimeoutMs)]) })),
  async dispose() {},
});

import { jsonResponse } from '../buffered-response.ts';
import { getPathname } from '../http-request.ts';
import { type ApiPlugin, getRequestState, type RequestState } from '../server-context.ts';

/** Answers paths that do not exist with an error in JSON. `folders` begin the paths of other plugins. */
export function useNotFound(endpoint: string, folders: readonly string[]): ApiPlugin {
  return {
    onRequest({ request, serverContext, endResponse }) {
      const path = getPathname(request.url);
      if (path === endpoint || folders.some((folder) => path.startsWith(folder))) return;
      endResponse(createNotFoundResponse(path, endpoint, getRequestState(request, serverContext)));
    },
  };
}

export function createNotFoundResponse(path: string, endpoint: string, { trace }: RequestState): Response {
  trace.code = 'NOT_FOUND';
  const message = `Path ${path} does not exist. The API and its playground are at ${endpoint}.`;
  const body = { errors: [{ message, extensions: { code: trace.code } }] };
  return jsonResponse(body, 404, { 'access-control-allow-origin': '*', 'cache-control': 'no-store' });
}

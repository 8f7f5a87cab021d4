import { jsonResponse } from '../buffered-response.ts';
import { type ApiPlugin, getRequestState } from '../server-context.ts';

/** Answers paths that do not exist with an error in JSON. */
export function useNotFound(endpoint: string): ApiPlugin {
  return {
    onRequest({ request, serverContext, url, endResponse }) {
      const { pathname } = url;
      if (pathname === endpoint) return;
      const { trace } = getRequestState(request, serverContext);
      trace.code = 'NOT_FOUND';
      const message = `Path ${pathname} does not exist. The API and its playground are at ${endpoint}.`;
      const body = { errors: [{ message, extensions: { code: trace.code } }] };
      endResponse(jsonResponse(body, 404, { 'access-control-allow-origin': '*' }));
    },
  };
}

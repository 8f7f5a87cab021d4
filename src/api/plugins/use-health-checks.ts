import { jsonResponse } from '../buffered-response.ts';
import { getPathname } from '../http-request.ts';
import type { Readiness } from '../readiness.ts';
import type { ApiPlugin } from '../server-context.ts';

/** Answers `/health` (the process runs) and `/ready` (the database can be read and written) in JSON. */
export function useHealthChecks(checkReadiness: () => Promise<Readiness>): ApiPlugin {
  return {
    onRequest({ request, endResponse }) {
      const path = getPathname(request.url);
      if (path === '/health') endResponse(jsonResponse({ status: 'ok' }, 200, noStore));
      return path === '/ready' ? checkReadiness().then((readiness) => endResponse(toResponse(readiness))) : undefined;
    },
  };
}

const noStore = { 'cache-control': 'no-store' };

const toResponse = (readiness: Readiness): Response =>
  jsonResponse(readiness, readiness.status === 'ready' ? 200 : 503, noStore);

import type { Database } from '../../db/database.ts';
import { readSequence } from '../../db/queries/change.ts';
import { jsonResponse } from '../buffered-response.ts';
import { getPathname } from '../http-request.ts';
import type { ApiPlugin } from '../server-context.ts';

/** Answers `/health` (the process runs) and `/ready` (the database responds) in JSON. */
export function useHealthChecks(db: Database): ApiPlugin {
  return {
    onRequest({ request, endResponse }) {
      const path = getPathname(request.url);
      if (path === '/health') endResponse(jsonResponse({ status: 'ok' }));
      return path === '/ready' ? checkReadiness(db).then(endResponse) : undefined;
    },
  };
}

async function checkReadiness(db: Database): Promise<Response> {
  try {
    await db.read(readSequence);
    return jsonResponse({ status: 'ready' });
  } catch {
    return jsonResponse({ status: 'unavailable', reason: 'the database does not respond' }, 503);
  }
}

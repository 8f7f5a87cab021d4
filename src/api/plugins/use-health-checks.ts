import type { Database } from '../../db/database.ts';
import { readSequence } from '../../db/queries/change.ts';
import { jsonResponse } from '../buffered-response.ts';
import type { ApiPlugin } from '../server-context.ts';

/** Answers `/health` (the process runs) and `/ready` (the database responds) in JSON. */
export function useHealthChecks(db: Database): ApiPlugin {
  return {
    async onRequest({ url, endResponse }) {
      if (url.pathname === '/health') endResponse(jsonResponse({ status: 'ok' }));
      if (url.pathname === '/ready') endResponse(await checkReadiness(db));
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

import { BufferedResponse } from '../buffered-response.ts';
import { preflightHeaders } from '../http-headers.ts';
import type { ApiPlugin } from '../server-context.ts';

/** Responds to the CORS preflight requests of browsers. The CORS headers of other responses are set in `http-headers.ts`. */
export function usePreflight(): ApiPlugin {
  return {
    onRequest({ request, endResponse }) {
      if (request.method === 'OPTIONS') endResponse(new BufferedResponse(204, preflightHeaders()));
    },
  };
}

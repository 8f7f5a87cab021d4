import { BufferedResponse } from '../buffered-response.ts';
import { preflightHeaders } from '../http-headers.ts';
import type { ApiPlugin } from '../server-context.ts';

/** Answers the preflight requests of browsers. Responses get their CORS headers where they are made. */
export function useCors(): ApiPlugin {
  return {
    onRequest({ request, endResponse }) {
      if (request.method === 'OPTIONS') endResponse(new BufferedResponse(204, preflightHeaders()));
    },
  };
}

import { toErrorResponse } from '../error-response.ts';
import { getPathname } from '../http-request.ts';
import type { RequestLog } from '../request-log.ts';
import { type ApiPlugin, getOrigin, getRequestState, type RequestState } from '../server-context.ts';

/** The URL of a request, and the address of this server as clients see it, for links. */
interface Address {
  readonly url: string;
  readonly origin: string;
}

/**
 * Creates a plugin that answers the requests for some paths, errors included. All other requests pass without a promise,
 * whose resolution would delay every query.
 */
export function answerPath(
  isAnswered: (path: string) => boolean,
  respond: (state: RequestState, address: Address) => Promise<Response>,
  log: RequestLog | undefined,
): ApiPlugin {
  async function answer(path: string, state: RequestState, address: Address): Promise<Response> {
    state.trace.operation = path;
    try {
      if (state.rejectionError) throw state.rejectionError;
      return await respond(state, address);
    } catch (error) {
      return toErrorResponse(error, state, log);
    }
  }
  return {
    onRequest({ request, serverContext, endResponse }) {
      const path = getPathname(request.url);
      if (!isAnswered(path)) return undefined;
      const address = { url: request.url, origin: getOrigin(request, serverContext) };
      return answer(path, getRequestState(request, serverContext), address).then(endResponse);
    },
  };
}

import { GraphQLError } from 'graphql';
import { BufferedResponse } from '../buffered-response.ts';
import type { StreamOptions } from '../event-stream.ts';
import { getPlaygroundFolder } from '../graphiql/load-files.ts';
import { createPlayground } from '../graphiql/playground.ts';
import { getPathname } from '../http-request.ts';
import type { Limits } from '../limits.ts';
import { renderResponse } from '../render-response.ts';
import { type ApiPlugin, getRequestState, type RequestState } from '../server-context.ts';
import { toClientResult } from './use-error-masking.ts';
import { createNotFoundResponse } from './use-not-found.ts';

/** Serves the playground to browsers that open the endpoint, and its files. The rate limit counts both. */
export function usePlayground(endpoint: string, limits: Limits): ApiPlugin {
  const playground = createPlayground(endpoint);
  const folder = getPlaygroundFolder(endpoint);

  async function respond(path: string, state: RequestState): Promise<Response> {
    if (state.rejectionError) return renderRejection(state.rejectionError, state, limits);
    const file = await playground.respond(path, (name) => state.request.header(name));
    return file
      ? new BufferedResponse(file.status, file.headers, file.body)
      : createNotFoundResponse(path, endpoint, state);
  }

  return {
    onRequest({ request, serverContext, endResponse }) {
      const state = getRequestState(request, serverContext);
      const { method } = state.request;
      if (method !== 'GET' && method !== 'HEAD') return undefined;
      const path = getPathname(request.url);
      const isRequested =
        path === endpoint ? state.request.header('accept')?.includes('text/html') : path.startsWith(folder);
      return isRequested ? respond(path, state).then(endResponse) : undefined;
    },
  };
}

/** Browsers that open a page do not accept streams. */
const noStreams: StreamOptions = { pingMs: 0, isStopping: () => false };

/** Yoga would not know the paths of the files. */
function renderRejection(error: unknown, state: RequestState, limits: Limits): Response | Promise<Response> {
  if (!(error instanceof GraphQLError)) throw error;
  return renderResponse(toClientResult({ errors: [error] }, state.trace, undefined), state, limits, noStreams);
}

import { toErrorResponse } from '../error-response.ts';
import { feedPath } from '../feed/feed-path.ts';
import type { FeedOptions } from '../feed/handle-request.ts';
import { getPathname } from '../http-request.ts';
import type { RequestLog } from '../request-log.ts';
import { type ApiPlugin, getRequestState } from '../server-context.ts';

/** Answers requests for feeds, such as `/feed/visits.atom`. */
export function useFeeds(options: Omit<FeedOptions, 'origin'>, log: RequestLog | undefined): ApiPlugin {
  return {
    async onRequest({ request, serverContext, endResponse }) {
      const path = getPathname(request.url);
      if (!path.startsWith(`${feedPath}/`)) return;
      const state = getRequestState(request, serverContext);
      state.trace.operation = path;
      try {
        if (state.rejectionError) throw state.rejectionError;
        // Loaded on demand: most servers answer queries only.
        const { handleFeedRequest } = await import('../feed/handle-request.ts');
        endResponse(await handleFeedRequest(state, { ...options, origin: state.origin }));
      } catch (error) {
        endResponse(toErrorResponse(error, state, log));
      }
    },
  };
}

import { feedPath } from '../feed/feed-path.ts';
import type { FeedOptions } from '../feed/handle-request.ts';
import type { RequestLog } from '../request-log.ts';
import type { ApiPlugin } from '../server-context.ts';
import { answerPath } from './answer-path.ts';

/** Answers requests for feeds, such as `/feed/visits.atom`. */
export const useFeeds = (options: Omit<FeedOptions, 'origin'>, log: RequestLog | undefined): ApiPlugin =>
  answerPath(
    (path) => path.startsWith(`${feedPath}/`),
    async (state, { origin }) => {
      // Loaded on demand: most servers answer queries only.
      const { handleFeedRequest } = await import('../feed/handle-request.ts');
      return handleFeedRequest(state, { ...options, origin });
    },
    log,
  );

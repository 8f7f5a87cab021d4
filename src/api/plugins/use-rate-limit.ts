import { enforceRateLimit, type RateLimiter } from '../rate-limit.ts';
import { type ApiPlugin, getRequestState } from '../server-context.ts';

/** Rejects requests of clients that have used up their quota. */
export function useRateLimit(limiter: RateLimiter): ApiPlugin {
  return {
    async onRequest({ request, serverContext }) {
      const state = getRequestState(request, serverContext);
      try {
        await enforceRateLimit(state.request, limiter);
      } catch (error) {
        state.rejection = error;
      }
    },
  };
}

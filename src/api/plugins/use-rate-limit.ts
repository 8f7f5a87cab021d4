import { chargeDatabaseTime, enforceRateLimit, type RateLimiter } from '../enforce-rate-limit.ts';
import { type ApiPlugin, getRequestState } from '../server-context.ts';

/** Rejects requests of clients that have used up their quota. */
export function useRateLimit(limiter: RateLimiter): ApiPlugin {
  return {
    async onRequest({ request, serverContext }) {
      const state = getRequestState(request, serverContext);
      try {
        await enforceRateLimit(state.request, limiter);
      } catch (error) {
        state.rejectionError = error;
      }
    },
    onResponse({ serverContext }) {
      const { request, client } = serverContext.requestState ?? {};
      if (request && client) void chargeDatabaseTime(request, client.databaseMs, limiter);
    },
  };
}

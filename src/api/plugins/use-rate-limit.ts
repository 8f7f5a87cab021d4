import { chargeWork, enforceRateLimit, type RateLimiter, rateLimitedError } from '../enforce-rate-limit.ts';
import { type ApiPlugin, getRequestState } from '../server-context.ts';

/** Rejects requests of clients that have used up their quota, and spreads those of busy clients over time. */
export function useRateLimit(limiter: RateLimiter): ApiPlugin {
  return {
    async onRequest({ request, serverContext }) {
      const state = getRequestState(request, serverContext);
      try {
        if (!(await limiter.pacing.admit(state.client.key))) throw rateLimitedError(limiter.perMinute, 1);
        state.isAdmitted = true;
        await enforceRateLimit(state.request, limiter);
      } catch (error) {
        state.rejectionError = error;
      }
    },
    onResponse({ serverContext }) {
      const { requestState } = serverContext;
      if (requestState?.isAdmitted) chargeWork(requestState, limiter);
    },
  };
}

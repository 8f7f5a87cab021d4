import { renderCacheableResponse } from '../render-response.ts';
import type { ResponseCache } from '../response-cache.ts';
import { type ApiPlugin, getRequestState } from '../server-context.ts';

/** Responds to repeated queries with the bytes of the first response, before anything is parsed. */
export function useResponseCache(cache: ResponseCache): ApiPlugin {
  return {
    onRequest({ request, serverContext, endResponse }) {
      const state = getRequestState(request, serverContext);
      const { contentNegotiation, acceptedEncodings, graphqlRequest } = state;
      if (!graphqlRequest) return;
      try {
        state.cacheSlot = cache.openSlot(state.request, contentNegotiation, acceptedEncodings[0], graphqlRequest);
      } catch (error) {
        state.rejectionError = error;
      }
      const cached = state.cacheSlot?.cached;
      if (!cached) return;
      state.trace.cache = 'hit';
      state.trace.operation = cached.operation;
      state.trace.datasetSequence = cached.datasetSequence;
      endResponse(renderCacheableResponse(state.request, cached));
    },
    onExecute({ context }) {
      const state = getRequestState(context.request, context);
      if (state.cacheSlot && state.operation?.definition.operation === 'query') state.trace.cache = 'miss';
    },
    onResponse({ serverContext }) {
      const state = serverContext.requestState;
      if (state?.cacheableResponse) state.cacheSlot?.store(state.cacheableResponse);
    },
    onDispose: () => cache.close(),
  };
}

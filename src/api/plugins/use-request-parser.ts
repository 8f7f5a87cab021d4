import type { Limits } from '../limits.ts';
import { receiveRequest } from '../receive-request.ts';
import { type ApiPlugin, getRequestState } from '../server-context.ts';

/** Reads the request before Yoga does, so that the size of the body is checked before it is parsed. */
export function useRequestParser(limits: Limits): ApiPlugin {
  return {
    async onRequest({ request, serverContext }) {
      const state = getRequestState(request, serverContext);
      if (state.rejection) return;
      try {
        state.received = await receiveRequest(state.request, state.accept, limits);
      } catch (error) {
        state.rejection = error;
      }
    },
    // An error thrown here, unlike one thrown in onRequest, becomes a GraphQL response.
    onRequestParse({ request, serverContext, setRequestParser }) {
      const state = getRequestState(request, serverContext);
      if (state.rejection) throw state.rejection;
      setRequestParser(() => {
        const { documentHash, ...params } = state.received?.parseParams() ?? {};
        state.documentHash = documentHash;
        return params;
      });
    },
  };
}

import type { Limits } from '../limits.ts';
import { readGraphqlRequest } from '../read-graphql-request.ts';
import { type ApiPlugin, getRequestState, measureEventLoop } from '../server-context.ts';

/** Reads the request before Yoga does, so that the size of the body is checked before it is parsed. */
export function useRequestParser(limits: Limits): ApiPlugin {
  return {
    async onRequest({ request, serverContext }) {
      const state = getRequestState(request, serverContext);
      if (state.rejectionError) return;
      try {
        state.graphqlRequest = await readGraphqlRequest(state.request, state.contentNegotiation, limits);
      } catch (error) {
        state.rejectionError = error;
      }
    },
    // An error thrown here, unlike one thrown in onRequest, becomes a GraphQL response.
    onRequestParse({ request, serverContext, setRequestParser }) {
      const state = getRequestState(request, serverContext);
      if (state.rejectionError) throw state.rejectionError;
      setRequestParser(() => {
        const { documentHash, ...params } = measureEventLoop(
          state.client,
          () => state.graphqlRequest?.parseParams() ?? {},
        );
        state.documentHash = documentHash;
        return params;
      });
    },
  };
}

import { schema } from '../../schema/index.ts';
import type { DocumentCache } from '../document-cache.ts';
import type { StreamOptions } from '../event-stream.ts';
import { executeQuery, isDirectOperation } from '../execute-direct.ts';
import type { Limits } from '../limits.ts';
import type { PersistedDocumentStore } from '../persisted-documents.ts';
import { renderResponse } from '../render-response.ts';
import type { RequestLog } from '../request-log.ts';
import { type OperationOptions, runQuery } from '../run-operation.ts';
import { type ApiPlugin, getRequestState, measureEventLoop, type RequestState } from '../server-context.ts';
import { reportDeprecations } from './use-deprecations.ts';
import { toClientResult } from './use-error-masking.ts';
import { measureAndCheckLimits } from './use-limits.ts';

interface DirectResponseOptions {
  documents: DocumentCache;
  persisted: PersistedDocumentStore;
  limits: Limits;
  log: RequestLog | undefined;
  streams: StreamOptions;
  toOperationOptions(state: RequestState): OperationOptions;
}

/**
 * Responds to queries whose document is cached and that SQL answers completely, without the rest of Yoga's pipeline,
 * which takes as long as such a query. All other requests, and errors, are left to the pipeline. Not for use with
 * plugins that hook into the pipeline.
 */
export function useDirectResponse(options: DirectResponseOptions): ApiPlugin {
  return {
    async onRequest({ request, serverContext, endResponse }) {
      const state = getRequestState(request, serverContext);
      const args = measureEventLoop(state.client, () => prepareDirectQuery(state, options));
      if (!args) return;
      try {
        const result = await runQuery(executeQuery, args, options.toOperationOptions(state));
        endResponse(
          await renderResponse(
            toClientResult(result, state.trace, options.log),
            state,
            options.limits,
            options.streams,
          ),
        );
      } catch (error) {
        state.rejectionError = error;
      }
    },
  };
}

/** Does what the hooks of the pipeline do before execution. Returns undefined if the pipeline must handle the request. */
function prepareDirectQuery(state: RequestState, { documents, persisted, limits }: DirectResponseOptions) {
  const { graphqlRequest, rejectionError, contentNegotiation, trace } = state;
  if (!graphqlRequest || rejectionError || contentNegotiation.responseType === 'text/event-stream') return undefined;
  try {
    const { query, documentHash, operationName, variables = {} } = graphqlRequest.parseParams();
    const prepared = documents.get(persisted.resolve(query, documentHash));
    if (!prepared?.isValid) return undefined;
    const operation = documents.prepareOperation(prepared, operationName);
    if (!isDirectOperation(operation.definition)) return undefined;
    state.operation = operation;
    if (measureAndCheckLimits(state, limits, variables)) return undefined;
    reportDeprecations(state, variables);
    persisted.register(documentHash, prepared.text);
    trace.operation = operation.definition.name?.value ?? 'query';
    if (state.cacheSlot) trace.cache = 'miss';
    return { schema, document: prepared.ast, operationName, variableValues: variables };
  } catch {
    return undefined;
  }
}

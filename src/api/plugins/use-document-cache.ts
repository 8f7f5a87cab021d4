import type { GraphQLError } from 'graphql';
import { type DocumentCache, toCodedValidationError } from '../document-cache.ts';
import { type Limits, parseWithinLimits } from '../limits.ts';
import { type ApiPlugin, getRequestState, measureEventLoop } from '../server-context.ts';

/** Parses and validates each document once; prepares the requested operation for the plugins that follow. */
export function useDocumentCache(cache: DocumentCache, limits: Limits): ApiPlugin {
  return {
    onParse({ context, params: { source }, parseFn, setParseFn }) {
      const { client } = getRequestState(context.request, context);
      const text = typeof source === 'string' ? source : source.body;
      const cached = cache.get(text);
      setParseFn(() => cached?.ast ?? measureEventLoop(client, () => parseWithinLimits(text, limits, parseFn)));
      return ({ result }) => {
        if (result === null || result instanceof Error) return;
        const prepared = cached && cached.ast === result ? cached : cache.prepareDocument(text, result);
        getRequestState(context.request, context).operation = cache.prepareOperation(
          prepared,
          context.params.operationName ?? undefined,
        );
      };
    },
    onValidate({ context, validateFn, setValidationFn, setResult }) {
      const { operation, trace, client } = getRequestState(context.request, context);
      if (operation?.document.isValid) setResult([]);
      else setValidationFn((...args) => measureEventLoop(client, () => validateFn(...args)));
      return ({ valid, result, setResult: replaceResult }) => {
        if (!operation) return;
        if (!valid) {
          replaceResult(result.map((error) => toCodedValidationError(error as GraphQLError)));
          return;
        }
        cache.addValid(operation.document);
        trace.operation = operation.definition.name?.value ?? operation.definition.operation;
      };
    },
  };
}

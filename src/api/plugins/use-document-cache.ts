import type { GraphQLError } from 'graphql';
import { DocumentCache, toCodedValidationError } from '../document-cache.ts';
import { type Limits, parseWithinLimits } from '../limits.ts';
import { type ApiPlugin, getRequestState } from '../server-context.ts';

/** Parses and validates each document once; prepares the requested operation for the plugins that follow. */
export function useDocumentCache(limits: Limits): ApiPlugin {
  const cache = new DocumentCache(limits);
  return {
    onParse({ context, params: { source }, parseFn, setParseFn }) {
      const text = typeof source === 'string' ? source : source.body;
      const cached = cache.get(text);
      setParseFn(() => cached?.document ?? parseWithinLimits(text, limits, parseFn));
      return ({ result }) => {
        if (result === null || result instanceof Error) return;
        const entry = cached && cached.document === result ? cached : cache.createEntry(text, result);
        getRequestState(context.request, context).operation = cache.prepareOperation(
          entry,
          context.params.operationName ?? undefined,
        );
      };
    },
    onValidate({ context, setResult }) {
      const { operation, trace } = getRequestState(context.request, context);
      if (operation?.entry.isValid) setResult([]);
      return ({ valid, result, setResult: replaceResult }) => {
        if (!operation) return;
        if (!valid) {
          replaceResult(result.map((error) => toCodedValidationError(error as GraphQLError)));
          return;
        }
        cache.addValid(operation.entry);
        trace.operation = operation.node.name?.value ?? operation.node.operation;
      };
    },
  };
}

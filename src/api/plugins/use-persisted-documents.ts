import type { PersistedDocumentStore } from '../persisted-documents.ts';
import { type ApiPlugin, getRequestState } from '../server-context.ts';

/** Replaces the hash of a document by its text, and registers valid documents that are sent with their hash. */
export function usePersistedDocuments(persisted: PersistedDocumentStore): ApiPlugin {
  return {
    onParams({ request, context, params, setParams }) {
      const { documentHash } = getRequestState(request, context);
      setParams({ ...params, query: persisted.resolve(params.query ?? undefined, documentHash) });
    },
    onValidate({ context }) {
      const { documentHash, operation } = getRequestState(context.request, context);
      return ({ valid }) => {
        if (valid && operation) persisted.register(documentHash, operation.document.text);
      };
    },
  };
}

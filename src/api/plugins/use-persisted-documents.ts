import { type PersistedDocuments, resolveDocument } from '../persisted-documents.ts';
import { type ApiPlugin, getRequestState } from '../server-context.ts';

/** Replaces the hash of a document by its text. */
export function usePersistedDocuments(persisted: PersistedDocuments): ApiPlugin {
  return {
    onParams({ request, context, params, setParams }) {
      const { documentHash } = getRequestState(request, context);
      setParams({ ...params, query: resolveDocument(params.query ?? undefined, documentHash, persisted) });
    },
  };
}

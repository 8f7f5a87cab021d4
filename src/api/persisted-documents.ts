import { hash } from 'node:crypto';
import { isObject } from '../model/is-object.ts';
import { badRequest, requestError } from './graphql-errors.ts';
import { previewValue } from './preview-value.ts';

/** Documents by their SHA-256, in hexadecimal. */
export interface PersistedDocuments {
  readonly manifest: ReadonlyMap<string, string>;
  /** Whether documents outside the manifest are rejected. */
  readonly isManifestOnly: boolean;
}

/** The `extensions.reason` of an unknown hash: the client has to send the complete document. */
const notFoundReason = 'PERSISTED_DOCUMENT_NOT_FOUND';

/** Parses the hash of a document from either of the two parameters in which clients send it. */
export function parseDocumentHash(documentId: unknown, persistedQuery: unknown): string | undefined {
  if (documentId == null && persistedQuery == null) return undefined;
  if (documentId != null && persistedQuery != null)
    throw badRequest('Both "documentId" and "extensions.persistedQuery" name a document. Send only one.');
  const value =
    documentId ?? (isObject(persistedQuery) && persistedQuery.version === 1 ? persistedQuery.sha256Hash : undefined);
  const digits = typeof value === 'string' ? /^(?:sha256:)?([0-9a-f]{64})$/i.exec(value)?.[1] : undefined;
  if (digits !== undefined) return digits.toLowerCase();
  const [name, form] =
    documentId == null
      ? ['"extensions.persistedQuery"', '{"version": 1, "sha256Hash": …} with']
      : ['"documentId"', '"sha256:" followed by'];
  throw badRequest(
    `${name} must be ${form} the 64 hexadecimal digits of the document's SHA-256 (got ${previewValue(documentId ?? persistedQuery)}).`,
  );
}

/** Returns the text of the requested document. Throws a coded error if it is unknown or not allowed. */
export function resolveDocument(
  query: string | undefined,
  documentHash: string | undefined,
  { manifest, isManifestOnly }: PersistedDocuments,
): string {
  if (query === undefined) {
    const document = manifest.get(documentHash ?? '');
    if (document === undefined)
      throw requestError(
        'BAD_INPUT',
        `No document with the SHA-256 ${documentHash} is known. ${isManifestOnly ? manifestOnlyHint : 'Send the whole document as "query".'}`,
        undefined,
        notFoundReason,
      );
    return document;
  }
  if (documentHash === undefined && !isManifestOnly) return query;
  const queryHash = hash('sha256', query);
  if (documentHash !== undefined && documentHash !== queryHash)
    throw badRequest(
      `The hash ${documentHash} does not match "query", whose SHA-256 is ${queryHash}. Send only one, or correct the hash.`,
    );
  if (isManifestOnly && !manifest.has(queryHash))
    throw requestError(
      'FORBIDDEN',
      `The document with the SHA-256 ${queryHash} is not in the manifest. ${manifestOnlyHint}`,
      { status: 403 },
    );
  return query;
}

const manifestOnlyHint =
  "This server executes only the documents of its manifest, which include the SDK's own operations.";

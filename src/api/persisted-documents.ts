import { hash } from 'node:crypto';
import { badRequest, requestError } from './graphql-errors.ts';
import { isObject, previewValue } from './preview-value.ts';

/** The documents that are known by their hashes, and whether others are run too. */
export interface PersistedDocuments {
  readonly manifest: ReadonlyMap<string, string>;
  readonly isManifestOnly: boolean;
}

/** `extensions.reason`, by which a client knows that it has to send the whole document. */
const notFoundReason = 'PERSISTED_DOCUMENT_NOT_FOUND';

/** The hash that names a document, in either of the two ways in which clients send it. */
export function parseDocumentHash(documentId: unknown, persisted: unknown): string | undefined {
  if (documentId == null && persisted == null) return undefined;
  if (documentId != null && persisted != null)
    throw badRequest('Both "documentId" and "extensions.persistedQuery" name a document. Send one of them.');
  const given = documentId ?? (isObject(persisted) && persisted.version === 1 ? persisted.sha256Hash : undefined);
  const found = typeof given === 'string' ? /^(?:sha256:)?([0-9a-f]{64})$/i.exec(given)?.[1] : undefined;
  if (found !== undefined) return found.toLowerCase();
  const [name, right] =
    documentId == null
      ? ['"extensions.persistedQuery"', '{"version": 1, "sha256Hash": …} with']
      : ['"documentId"', '"sha256:" and then'];
  throw badRequest(
    `${name} is ${previewValue(documentId ?? persisted)}. It must be ${right} the 64 hexadecimal digits of the document's SHA-256.`,
  );
}

/** The text of the document that is asked for; a coded error where it isn't known, or may not be run. */
export function resolveDocument(
  { query, hash: named }: { query?: string; hash?: string },
  { manifest, isManifestOnly: only }: PersistedDocuments,
): string {
  if (query === undefined) {
    const document = manifest.get(named ?? '');
    if (document === undefined)
      throw requestError(
        'BAD_INPUT',
        `No document with the SHA-256 ${named} is known here. ${only ? manifestOnlyHint : 'Send it whole, as "query".'}`,
        undefined,
        notFoundReason,
      );
    return document;
  }
  if (named === undefined && !only) return query;
  const own = hash('sha256', query);
  if (named !== undefined && named !== own)
    throw badRequest(`The hash ${named} is not that of "query", whose SHA-256 is ${own}. Send either, or both alike.`);
  if (only && !manifest.has(own))
    throw requestError(
      'FORBIDDEN',
      `This document is not one of those that are run here; its SHA-256 is ${own}. ${manifestOnlyHint}`,
      {
        status: 403,
      },
    );
  return query;
}

const manifestOnlyHint =
  "This server runs the documents of its manifest only; the SDK's own operations are among them.";

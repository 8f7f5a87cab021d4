import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { isObject } from '../model/is-object.ts';
import { badRequest, requestError } from './graphql-errors.ts';
import { previewValue } from './preview-value.ts';

/** Documents by their SHA-256, in hexadecimal. */
export interface PersistedDocuments {
  readonly manifest: ReadonlyMap<string, string>;
  /** Whether documents outside the manifest are rejected. Clients then cannot register any. */
  readonly isManifestOnly: boolean;
}

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

const maxRegisteredBytes = 16 * 1024 * 1024;
/** One document must not evict many others. */
const maxRegisteredDocumentBytes = maxRegisteredBytes / 16;
/** A hash, and what the cache needs for an entry, approximately. */
const overheadBytes = 500;

/** The documents that a client may name by hash: those of the manifest, and those that clients have registered. */
export class PersistedDocumentStore {
  readonly #manifest: ReadonlyMap<string, string>;
  readonly #isManifestOnly: boolean;
  readonly #registered = new LRUCache<string, string>({
    maxSize: maxRegisteredBytes,
    maxEntrySize: maxRegisteredDocumentBytes,
    sizeCalculation: (text) => 2 * text.length + overheadBytes,
  });

  constructor({ manifest, isManifestOnly }: PersistedDocuments) {
    this.#manifest = manifest;
    this.#isManifestOnly = isManifestOnly;
  }

  /** Returns the text of the requested document. Throws a coded error if it is unknown or not allowed. */
  resolve(query: string | undefined, documentHash: string | undefined): string {
    if (query === undefined) {
      const document = this.#manifest.get(documentHash ?? '') ?? this.#registered.get(documentHash ?? '');
      if (document === undefined) throw this.#createMissError();
      return document;
    }
    if (documentHash === undefined && !this.#isManifestOnly) return query;
    const queryHash = hash('sha256', query);
    if (documentHash !== undefined && documentHash !== queryHash)
      throw badRequest(
        `The hash ${documentHash} does not match "query", whose SHA-256 is ${queryHash}. Send only one, or correct the hash.`,
      );
    if (this.#isManifestOnly && !this.#manifest.has(queryHash))
      throw requestError(
        'FORBIDDEN',
        `The document with the SHA-256 ${queryHash} is not in the manifest. This server executes only the documents of its manifest, which include the SDK's own operations.`,
        { status: 403 },
      );
    return query;
  }

  /** Registers a valid document under the hash with which a client sent it: `resolve` has compared both. */
  register(documentHash: string | undefined, text: string): void {
    if (documentHash === undefined || this.#isManifestOnly || this.#manifest.has(documentHash)) return;
    this.#registered.set(documentHash, text);
  }

  /**
   * Clients send the document only if they get exactly this message or code. The status is 200 because some of them
   * send no more hashes after a 400.
   */
  #createMissError(): Error {
    const http = { status: 200, spec: true };
    return this.#isManifestOnly
      ? requestError('PERSISTED_QUERY_NOT_SUPPORTED', 'PersistedQueryNotSupported', http)
      : requestError('PERSISTED_QUERY_NOT_FOUND', 'PersistedQueryNotFound', http);
  }
}

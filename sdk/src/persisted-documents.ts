import { ChanceryError } from './errors.ts';

/** Longer addresses are cut off or refused on some ways. */
const maxUrlLength = 2000;

/** By which a server says that it has to be sent the text; the first is Chancery's, the others are Apollo's. */
const unknownDocumentCodes = [
  'PERSISTED_DOCUMENT_NOT_FOUND',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
];
/** By which something on the way says that it takes no such GET. */
const statusesRejectingGet = [405, 414, 431];

/** The hashes of documents, save of those that the server does not know. */
export class PersistedDocuments {
  readonly #hashes = new Map<string, Promise<string> | undefined>();

  /** The address by which a query is asked for by its document's hash; undefined where its text has to be sent. */
  async buildRequestUrl(url: string | URL, text: string, variables: unknown): Promise<string | undefined> {
    // Missing on Node 18, and where a page was not loaded over TLS.
    const subtle = globalThis.crypto?.subtle;
    if (!subtle) return undefined;
    if (!this.#hashes.has(text)) this.#hashes.set(text, sha256(subtle, text));
    const hash = await this.#hashes.get(text);
    if (hash === undefined) return undefined;
    const search = new URLSearchParams({ documentId: `sha256:${hash}` });
    if (variables !== undefined) search.set('variables', JSON.stringify(variables));
    const found = `${url}${String(url).includes('?') ? '&' : '?'}${search}`;
    return found.length > maxUrlLength ? undefined : found;
  }

  /** Whether the error says that the text is needed; then it will be sent from now on. */
  markIfUnknown(error: unknown, text: string): boolean {
    if (!(error instanceof ChanceryError)) return false;
    const { reason } = error.errors[0]?.extensions ?? {};
    if (
      !unknownDocumentCodes.includes(String(reason)) &&
      !unknownDocumentCodes.includes(error.code) &&
      !statusesRejectingGet.includes(error.status ?? 0)
    )
      return false;
    this.#hashes.set(text, undefined);
    return true;
  }
}

async function sha256(subtle: SubtleCrypto, text: string): Promise<string> {
  const digest = await subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

import { ChanceryError } from './errors.ts';

/** Some proxies and servers reject longer URLs. */
const maxUrlLength = 2000;

/** The codes by which a server requests the text. */
const unknownDocumentCodes: readonly string[] = ['PERSISTED_QUERY_NOT_FOUND', 'PERSISTED_QUERY_NOT_SUPPORTED'];
/** Statuses by which a proxy or server rejects such a GET request. */
const statusesRejectingGet = [405, 414, 431];

/** The hashes of documents, except those that the server does not know. */
export class PersistedDocuments {
  readonly #hashes = new Map<string, Promise<string> | undefined>();

  /** Returns the URL that requests a query by hash; undefined if its text has to be sent. */
  async buildRequestUrl(url: string | URL, text: string, variables: unknown): Promise<string | undefined> {
    // Missing on Node 18, and on pages loaded without TLS.
    const subtle = globalThis.crypto?.subtle;
    if (!subtle) return undefined;
    if (!this.#hashes.has(text)) this.#hashes.set(text, sha256(subtle, text));
    const hash = await this.#hashes.get(text);
    if (hash === undefined) return undefined;
    const search = new URLSearchParams({ documentId: `sha256:${hash}` });
    if (variables !== undefined) search.set('variables', JSON.stringify(variables));
    const requestUrl = `${url}${String(url).includes('?') ? '&' : '?'}${search}`;
    return requestUrl.length > maxUrlLength ? undefined : requestUrl;
  }

  /** Returns whether the error requests the text of a document, and if so sends it from now on. */
  markIfUnknown(error: unknown, text: string): boolean {
    if (!(error instanceof ChanceryError)) return false;
    if (!unknownDocumentCodes.includes(error.code) && !statusesRejectingGet.includes(error.status ?? 0)) return false;
    this.#hashes.set(text, undefined);
    return true;
  }
}

async function sha256(subtle: SubtleCrypto, text: string): Promise<string> {
  const digest = await subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

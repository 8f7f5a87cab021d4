import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { LRUCache } from 'lru-cache';

/** The encodings in which responses are sent, smallest first. */
const contentEncodings = ['br', 'gzip'] as const;
export type ContentEncoding = (typeof contentEncodings)[number];

/** Shorter bodies fit into one packet in any case. */
const minBytes = 1_024;

const none: readonly ContentEncoding[] = [];
// Clients repeat a small number of headers.
const cache = new LRUCache<string, readonly ContentEncoding[]>({ max: 200 });

/** Returns the encodings that an `accept-encoding` header allows, in the order of the client's preference. */
export function negotiateEncodings(header: string | undefined): readonly ContentEncoding[] {
  if (header === undefined) return none;
  const cached = cache.get(header);
  if (cached) return cached;
  const weights = parseWeights(header);
  const weigh = (name: string): number => weights.get(name) ?? weights.get('*') ?? 0;
  const accepted = contentEncodings
    .filter((encoding) => weigh(encoding) > 0 && weigh(encoding) >= (weights.get('identity') ?? 0))
    .sort((a, b) => weigh(b) - weigh(a));
  if (header.length < 500) cache.set(header, accepted);
  return accepted;
}

function parseWeights(header: string): Map<string, number> {
  const weights = new Map<string, number>();
  for (const item of header.toLowerCase().split(',')) {
    const [name = '', ...params] = item.split(';').map((part) => part.trim());
    const weight = params.find((param) => param.startsWith('q='))?.slice(2);
    // A malformed weight is not a preference that could be followed.
    weights.set(name, weight === undefined ? 1 : Number(weight) || 0);
  }
  return weights;
}

/** The encoding for a response with this body, for a client that accepts these. */
export const selectEncoding = (accepted: readonly ContentEncoding[], body: Uint8Array): ContentEncoding | undefined =>
  body.length < minBytes ? undefined : accepted[0];

const compressors = { br: promisify(brotliCompress), gzip: promisify(gzip) };
const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_SIZE_HINT } = constants;

/** A response may be sent only once, a file is sent many times. */
type Effort = 'RESPONSE' | 'FILE';
const qualities = { br: { RESPONSE: 3, FILE: 6 }, gzip: { RESPONSE: 1, FILE: 6 } } as const;

/** Compresses a body in the thread pool of Node.js, so that the event loop is not blocked. */
export function compress(body: Buffer, encoding: ContentEncoding, effort: Effort): Promise<Buffer<ArrayBuffer>> {
  const quality = qualities[encoding][effort];
  return encoding === 'br'
    ? compressors.br(body, { params: { [BROTLI_PARAM_QUALITY]: quality, [BROTLI_PARAM_SIZE_HINT]: body.length } })
    : compressors.gzip(body, { level: quality });
}

/** The entity tag of an encoded representation: each encoding has its own, because the bytes differ. */
export const encodeEtag = (etag: string, encoding: ContentEncoding | undefined): string =>
  encoding === undefined ? etag : `${etag.slice(0, -1)}-${encoding}"`;

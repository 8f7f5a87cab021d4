import { LRUCache } from 'lru-cache';

const graphqlResponseType = 'application/graphql-response+json';
const jsonType = 'application/json';
const eventStreamType = 'text/event-stream';
const csvType = 'text/csv';
const multipartType = 'multipart/mixed';
/** Apollo's protocol for subscriptions, not that for `@defer`. */
const multipartSubscription = /^multipart\/mixed\s*;(.*;)?\s*subscriptionspec\s*=\s*"?1\.0"?\s*(;|$)/;
/** Media types that only scripts can send (CSRF guard). */
const scriptOnlyTypes = [graphqlResponseType, jsonType, eventStreamType, csvType];

/** How the events of a subscription can be sent. */
export type StreamType = typeof eventStreamType | typeof multipartType;

/** What an `accept` header allows. */
export interface ContentNegotiation {
  /** The media type of the response; undefined if the client accepts none that is supported. */
  readonly responseType:
    | typeof graphqlResponseType
    | typeof jsonType
    | typeof eventStreamType
    | typeof csvType
    | undefined;
  /** The media type of the events of a subscription; undefined if the client accepts none that is supported. */
  readonly streamType: StreamType | undefined;
  /** Whether a link, an image or a form of another site could have sent the header. */
  readonly hasCsrfRisk: boolean;
}

// Clients repeat a small number of headers.
const cache = new LRUCache<string, ContentNegotiation>({ max: 200 });

export function negotiateContent(header = ''): ContentNegotiation {
  const cached = cache.get(header);
  if (cached) return cached;
  const parts = header.toLowerCase().split(',');
  const types = parts.map((part) => part.split(';')[0]?.trim() ?? '').filter((type) => type !== '');
  const negotiation: ContentNegotiation = {
    responseType: selectResponseType(types),
    streamType: types.includes(eventStreamType)
      ? eventStreamType
      : parts.some((part) => multipartSubscription.test(part.trim()))
        ? multipartType
        : undefined,
    hasCsrfRisk: types.length > 0 && !types.some((type) => scriptOnlyTypes.includes(type)),
  };
  if (header.length < 500) cache.set(header, negotiation);
  return negotiation;
}

function selectResponseType(types: readonly string[]): ContentNegotiation['responseType'] {
  if (types.includes(graphqlResponseType)) return graphqlResponseType;
  if (types.includes(csvType) && !types.includes(jsonType)) return csvType;
  if (types.length === 0 || types.some((type) => [jsonType, 'application/*', '*/*'].includes(type))) return jsonType;
  return types.includes(eventStreamType) ? eventStreamType : undefined;
}

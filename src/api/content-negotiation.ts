import { LRUCache } from 'lru-cache';

const graphqlResponseType = 'application/graphql-response+json';
const jsonType = 'application/json';
const eventStreamType = 'text/event-stream';
/** What a script names, and no link, image or form does. */
const scriptOnlyTypes = [graphqlResponseType, jsonType, eventStreamType];

/** What an `accept` header asks for. */
export interface ContentNegotiation {
  /** How the answer is written; undefined where the client accepts nothing that there is. */
  readonly responseType: typeof graphqlResponseType | typeof jsonType | typeof eventStreamType | undefined;
  readonly canStreamEvents: boolean;
  /** Whether a link, an image or a form of another site could have sent it. */
  readonly hasCsrfRisk: boolean;
}

// Clients send the same few again and again.
const negotiationCache = new LRUCache<string, ContentNegotiation>({ max: 200 });

export function negotiateContent(header = ''): ContentNegotiation {
  const known = negotiationCache.get(header);
  if (known) return known;
  const types = header
    .toLowerCase()
    .split(',')
    .map((part) => part.split(';')[0]?.trim() ?? '')
    .filter((type) => type !== '');
  const found: ContentNegotiation = {
    responseType: selectResponseType(types),
    canStreamEvents: types.includes(eventStreamType),
    hasCsrfRisk: types.length > 0 && !types.some((type) => scriptOnlyTypes.includes(type)),
  };
  if (header.length < 500) negotiationCache.set(header, found);
  return found;
}

function selectResponseType(types: readonly string[]): ContentNegotiation['responseType'] {
  if (types.includes(graphqlResponseType)) return graphqlResponseType;
  if (types.length === 0 || types.some((type) => [jsonType, 'application/*', '*/*'].includes(type))) return jsonType;
  return types.includes(eventStreamType) ? eventStreamType : undefined;
}

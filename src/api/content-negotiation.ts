import { LRUCache } from 'lru-cache';

const result = 'application/graphql-response+json';
const json = 'application/json';
const events = 'text/event-stream';
/** What a script names, and no link, image or form does. */
const namedByScripts = [result, json, events];

/** What an `accept` header asks for. */
export interface Accepted {
  /** How the answer is written; undefined where the client accepts nothing that there is. */
  readonly type: typeof result | typeof json | typeof events | undefined;
  readonly events: boolean;
  /** Whether a link, an image or a form of another site could have sent it. */
  readonly unnamed: boolean;
}

// Clients send the same few again and again.
const kept = new LRUCache<string, Accepted>({ max: 200 });

export function accepted(header = ''): Accepted {
  const known = kept.get(header);
  if (known) return known;
  const types = header
    .toLowerCase()
    .split(',')
    .map((part) => part.split(';')[0]?.trim() ?? '')
    .filter((type) => type !== '');
  const found: Accepted = {
    type: typeOf(types),
    events: types.includes(events),
    unnamed: types.length > 0 && !types.some((type) => namedByScripts.includes(type)),
  };
  if (header.length < 500) kept.set(header, found);
  return found;
}

function typeOf(types: readonly string[]): Accepted['type'] {
  if (types.includes(result)) return result;
  if (types.length === 0 || types.some((type) => [json, 'application/*', '*/*'].includes(type))) return json;
  return types.includes(events) ? events : undefined;
}

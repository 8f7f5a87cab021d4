import { hash } from 'node:crypto';
import { requestError } from './graphql-errors.ts';
import type { HttpRequest } from './http-request.ts';

/** Counts requests per client. */
export interface RateLimiter {
  readonly perMinute: number;
  /** Counts a request of a client, an address or a token. Returns 0 if it is allowed, otherwise the seconds until the next one is. */
  consume(clientKey: string): Promise<number>;
}

/** Addresses and tokens are counted separately: changing one does not evade the limit of the other. */
export async function enforceRateLimit(request: HttpRequest, limiter: RateLimiter): Promise<void> {
  const authorization = request.header('authorization');
  const clientKeys = [
    `address ${toNetworkPrefix(request.clientAddress ?? 'unknown')}`,
    ...(authorization ? [`token ${hash('sha256', authorization)}`] : []),
  ];
  for (const clientKey of clientKeys) {
    const seconds = await limiter.consume(clientKey);
    if (seconds > 0)
      throw requestError(
        'RATE_LIMITED',
        `The limit of ${limiter.perMinute} requests per minute is exceeded. Try again in ${seconds} s.`,
        { status: 429, headers: { 'retry-after': String(seconds) } },
      );
  }
}

/** One IPv6 client usually controls a whole /64 network. */
function toNetworkPrefix(address: string): string {
  if (!address.includes(':')) return address;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  const [head = '', tail] = address.split('%')[0]?.toLowerCase().split('::') ?? [];
  const splitGroups = (text: string): string[] => (text === '' ? [] : text.split(':'));
  const [before, after] = [splitGroups(head), splitGroups(tail ?? '')];
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0');
  return [...before, ...zeros, ...after]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}

import { hash } from 'node:crypto';
import { requestError } from './graphql-errors.ts';
import type { HttpRequest } from './http-types.ts';

/** How often a reader may ask. */
export interface RateLimiter {
  readonly perMinute: number;
  /** Counts a request of the reader; how many seconds until the next one is let through, 0 where this one is. */
  consume(reader: string): Promise<number>;
}

/** Each address, and each token from wherever it is used, has its own count: neither lets anybody around the other. */
export async function enforceRateLimit(asked: HttpRequest, rate: RateLimiter): Promise<void> {
  const authorization = asked.header('authorization');
  const readers = [
    `address ${toNetworkPrefix(asked.clientAddress ?? 'unknown')}`,
    ...(authorization ? [`token ${hash('sha256', authorization)}`] : []),
  ];
  for (const reader of readers) {
    const seconds = await rate.consume(reader);
    if (seconds > 0)
      throw requestError(
        'RATE_LIMITED',
        `More than ${rate.perMinute} requests in a minute. Try again in ${seconds} s.`,
        {
          status: 429,
          headers: { 'retry-after': String(seconds) },
        },
      );
  }
}

/** Who has one address of IPv6 has the 2⁶⁴ of its network. */
function toNetworkPrefix(address: string): string {
  if (!address.includes(':')) return address;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  const [head = '', tail] = address.split('%')[0]?.toLowerCase().split('::') ?? [];
  const groups = (text: string): string[] => (text === '' ? [] : text.split(':'));
  const [before, after] = [groups(head), groups(tail ?? '')];
  const zeros = tail === undefined ? [] : Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0');
  return [...before, ...zeros, ...after]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}

import type { GraphQLError } from 'graphql';
import { getClientKeys } from './client-key.ts';
import type { ClientPacing } from './client-pacing.ts';
import { requestError } from './graphql-errors.ts';
import type { HttpRequest } from './http-request.ts';
import type { RequestState } from './server-context.ts';

/** Counts requests per client. */
export interface RateLimiter {
  readonly perMinute: number;
  /** Counts a request of a client, an address or a token. Returns 0 if it is allowed, otherwise the seconds until the next one is. */
  consume(clientKey: string): Promise<number>;
  /** Counts the work of a request that was allowed as further requests. */
  charge(clientKey: string, requests: number): Promise<void>;
  /** Spreads the requests of a client over time. */
  readonly pacing: ClientPacing;
}

/** Milliseconds of database time that count as one request. */
const msPerRequest = 10;

export async function enforceRateLimit(request: HttpRequest, limiter: RateLimiter): Promise<void> {
  for (const clientKey of getClientKeys(request)) {
    const seconds = await limiter.consume(clientKey);
    if (seconds > 0) throw rateLimitedError(limiter.perMinute, seconds);
  }
}

export const rateLimitedError = (perMinute: number, seconds: number): GraphQLError =>
  requestError(
    'RATE_LIMITED',
    `The limit of ${perMinute} requests per minute is exceeded. Try again in ${seconds} s.`,
    {
      status: 429,
      headers: { 'retry-after': String(seconds) },
    },
  );

/** Charges a client for the work of its request since the last time. */
export function chargeWork(state: RequestState, limiter: RateLimiter): void {
  const { request, client, charged, rejectionError } = state;
  const { key, databaseMs, eventLoopMs } = client;
  state.charged = { databaseMs, eventLoopMs };
  if (charged) limiter.pacing.charge(key, eventLoopMs - charged.eventLoopMs);
  else limiter.pacing.settle(key, { eventLoopMs, isRejected: rejectionError !== undefined });
  void chargeDatabaseTime(request, databaseMs - (charged?.databaseMs ?? 0), limiter);
}

async function chargeDatabaseTime(request: HttpRequest, databaseMs: number, limiter: RateLimiter): Promise<void> {
  const requests = Math.floor(databaseMs / msPerRequest);
  if (requests === 0) return;
  for (const clientKey of getClientKeys(request)) await limiter.charge(clientKey, requests);
}

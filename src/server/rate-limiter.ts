import cluster from 'node:cluster';
import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import { ClientPacing } from '../api/client-pacing.ts';
import type { RateLimiter } from '../api/enforce-rate-limit.ts';
import { isLoopback } from './host-check.ts';
import type { SettingValues } from './settings.ts';

const defaultRequestsPerMinute = 600;
/** Event-loop time of a process that a request may use on average. */
const eventLoopMsPerRequest = 2;

/** The maximum number of clients over the limit to cache, so that their requests need no lookup. */
const maxBlockedClients = 10_000;

/**
 * Creates the configured rate limiter, if any. Workers share counters, which the primary process
 * stores.
 */
export async function createRateLimiter(
  { CHANCERY_RATE: rate, HOST }: SettingValues,
  log: Logger,
): Promise<RateLimiter | undefined> {
  const perMinute = rate === 'auto' ? (isLoopback(HOST) ? 0 : defaultRequestsPerMinute) : rate;
  if (perMinute === 0) return undefined;
  const { RateLimiterCluster, RateLimiterMemory, RateLimiterRes } = await import('rate-limiter-flexible');
  const options = { keyPrefix: 'chancery', points: perMinute, duration: 60 };
  const limiter = cluster.isWorker
    ? new RateLimiterCluster({ ...options, timeoutMs: 2_000 })
    : new RateLimiterMemory(options);
  const blockedUntil = new LRUCache<string, number>({ max: maxBlockedClients });
  const secondsUntil = (instant: number): number => Math.ceil((instant - Date.now()) / 1000);

  return {
    perMinute,
    pacing: new ClientPacing(Math.max(perMinute, defaultRequestsPerMinute) * eventLoopMsPerRequest),
    async consume(clientKey) {
      const cachedSeconds = secondsUntil(blockedUntil.get(clientKey) ?? 0);
      if (cachedSeconds > 0) return cachedSeconds;
      try {
        await limiter.consume(clientKey);
        return 0;
      } catch (error) {
        if (error instanceof RateLimiterRes) {
          const until = Date.now() + error.msBeforeNext;
          blockedUntil.set(clientKey, until);
          return Math.max(1, secondsUntil(until));
        }
        // Fail open: serve the request rather than reject it.
        log.error({ err: error }, 'a request could not be counted');
        return 0;
      }
    },
    async charge(clientKey, requests) {
      try {
        await limiter.consume(clientKey, requests);
      } catch (error) {
        if (!(error instanceof RateLimiterRes)) log.error({ err: error }, 'the work of a request could not be counted');
      }
    },
  };
}

/** Starts the shared counters. Call in the primary process, before it forks workers. */
export async function startClusterRateLimiter(): Promise<void> {
  const { RateLimiterClusterMaster } = await import('rate-limiter-flexible');
  new RateLimiterClusterMaster();
}

import cluster from 'node:cluster';
import { isIP } from 'node:net';
import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import type { RateLimiter } from '../api/rate-limit.ts';
import type { SettingValues } from './settings.ts';

const defaultRequestsPerMinute = 600;
const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));

/** Readers that have used up their minute, whom no count needs to be asked for. */
const maxBlockedClients = 10_000;

/** The limit that the settings ask for, if any. Processes that share a port share its counts: their primary holds them. */
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
  const waiting = new LRUCache<string, number>({ max: maxBlockedClients });
  const secondsUntil = (instant: number): number => Math.ceil((instant - Date.now()) / 1000);

  return {
    perMinute,
    async consume(reader) {
      const known = secondsUntil(waiting.get(reader) ?? 0);
      if (known > 0) return known;
      try {
        await limiter.consume(reader);
        return 0;
      } catch (refused) {
        if (refused instanceof RateLimiterRes) {
          const until = Date.now() + refused.msBeforeNext;
          waiting.set(reader, until);
          return Math.max(1, secondsUntil(until));
        }
        // Better to answer uncounted than not at all.
        log.error({ err: refused }, 'a request could not be counted');
        return 0;
      }
    },
  };
}

/** In the primary, before there are workers. */
export async function startClusterRateLimiter(): Promise<void> {
  const { RateLimiterClusterMaster } = await import('rate-limiter-flexible');
  new RateLimiterClusterMaster();
}

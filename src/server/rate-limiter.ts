import cluster from 'node:cluster';
import { isIP } from 'node:net';
import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import type { RateLimit } from '../api/rate-limit.ts';
import type { Values } from './settings.ts';

const elsewhere = 600;
const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));

/** Readers that have used up their minute, whom no count needs to be asked for. */
const mostWaiting = 10_000;

/** The limit that the settings ask for, if any. Processes that share a port share its counts: their primary holds them. */
export async function openRate({ CHANCERY_RATE: rate, HOST }: Values, log: Logger): Promise<RateLimit | undefined> {
  const perMinute = rate === 'auto' ? (isLoopback(HOST) ? 0 : elsewhere) : rate;
  if (perMinute === 0) return undefined;
  const { RateLimiterCluster, RateLimiterMemory, RateLimiterRes } = await import('rate-limiter-flexible');
  const options = { keyPrefix: 'chancery', points: perMinute, duration: 60 };
  const limiter = cluster.isWorker
    ? new RateLimiterCluster({ ...options, timeoutMs: 2_000 })
    : new RateLimiterMemory(options);
  const waiting = new LRUCache<string, number>({ max: mostWaiting });
  const secondsUntil = (instant: number): number => Math.ceil((instant - Date.now()) / 1000);

  return {
    perMinute,
    async wait(reader) {
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
export async function holdRates(): Promise<void> {
  const { RateLimiterClusterMaster } = await import('rate-limiter-flexible');
  new RateLimiterClusterMaster();
}

import { type Logger, pino } from 'pino';
import type { SettingValues } from './settings.ts';

/** Creates a logger that writes to stdout, in one batch per turn of the event loop. */
export async function createLog({
  LOG_LEVEL,
  LOG_FORMAT,
}: Pick<SettingValues, 'LOG_LEVEL' | 'LOG_FORMAT'>): Promise<Logger> {
  if (LOG_FORMAT === 'json') return pino({ level: LOG_LEVEL, timestamp: formatTimestamp }, createBatchedStdout());
  // A development dependency, so it is loaded only on demand.
  const { default: pretty } = await import('pino-pretty');
  return pino(
    { level: LOG_LEVEL },
    pretty({ sync: true, singleLine: true, ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss' }),
  );
}

let lastInstant = 0;
let timeField = '';

/** Formats the current time. Cached, because many lines share a millisecond. */
function formatTimestamp(): string {
  const now = Date.now();
  if (now !== lastInstant) {
    lastInstant = now;
    timeField = `,"time":"${new Date(now).toISOString()}"`;
  }
  return timeField;
}

/**
 * Buffers lines and flushes once per turn of the event loop, which saves system calls under load.
 */
function createBatchedStdout(): { write(line: string): void } {
  const stdout = pino.destination({ dest: 1, sync: true, minLength: 16_383 });
  let isFlushScheduled = false;
  const flush = (): void => {
    isFlushScheduled = false;
    stdout.flush();
  };
  process.on('exit', () => stdout.flushSync());
  return {
    write(line) {
      stdout.write(line);
      if (isFlushScheduled) return;
      isFlushScheduled = true;
      setImmediate(flush);
    },
  };
}

import { type Logger, pino } from 'pino';
import type { SettingValues } from './settings.ts';

/** On stdout. What one turn of the event loop has to tell is written at its end, or the process's, in one piece. */
export async function createLog({
  LOG_LEVEL,
  LOG_FORMAT,
}: Pick<SettingValues, 'LOG_LEVEL' | 'LOG_FORMAT'>): Promise<Logger> {
  if (LOG_FORMAT === 'json') return pino({ level: LOG_LEVEL, timestamp: formatTimestamp }, createBatchedStdout());
  // A development package, so it is loaded only when it is asked for.
  const { default: pretty } = await import('pino-pretty');
  return pino(
    { level: LOG_LEVEL },
    pretty({ sync: true, singleLine: true, ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss' }),
  );
}

let lastInstant = 0;
let timeField = '';

/** Many lines share a millisecond. */
function formatTimestamp(): string {
  const now = Date.now();
  if (now !== lastInstant) {
    lastInstant = now;
    timeField = `,"time":"${new Date(now).toISOString()}"`;
  }
  return timeField;
}

/** A line for each request, but a system call for each turn: under load there are many requests in one. */
function createBatchedStdout(): { write(line: string): void } {
  const stdout = pino.destination({ dest: 1, sync: true, minLength: 16_383 });
  let waiting = false;
  const flush = (): void => {
    waiting = false;
    stdout.flush();
  };
  process.on('exit', () => stdout.flushSync());
  return {
    write(line) {
      stdout.write(line);
      if (waiting) return;
      waiting = true;
      setImmediate(flush);
    },
  };
}

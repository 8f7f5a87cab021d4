import { type Logger, pino } from 'pino';
import type { Values } from './settings.ts';

/** On stdout. What one turn of the event loop has to tell is written at its end, or the process's, in one piece. */
export async function createLog({ LOG_LEVEL, LOG_FORMAT }: Pick<Values, 'LOG_LEVEL' | 'LOG_FORMAT'>): Promise<Logger> {
  if (LOG_FORMAT === 'json') return pino({ level: LOG_LEVEL, timestamp }, byTurns());
  // A development package, so it is loaded only when it is asked for.
  const { default: pretty } = await import('pino-pretty');
  return pino(
    { level: LOG_LEVEL },
    pretty({ sync: true, singleLine: true, ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss' }),
  );
}

let instant = 0;
let told = '';

/** Many lines share a millisecond. */
function timestamp(): string {
  const now = Date.now();
  if (now !== instant) {
    instant = now;
    told = `,"time":"${new Date(now).toISOString()}"`;
  }
  return told;
}

/** A line for each request, but a system call for each turn: under load there are many requests in one. */
function byTurns(): { write(line: string): void } {
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

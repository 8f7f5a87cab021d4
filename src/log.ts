import { type Logger, pino } from 'pino';
import type { Values } from './config.ts';

/** On stdout, written at once, so that a crash loses no line. */
export async function createLog({ LOG_LEVEL, LOG_FORMAT }: Pick<Values, 'LOG_LEVEL' | 'LOG_FORMAT'>): Promise<Logger> {
  if (LOG_FORMAT === 'json') {
    return pino({ level: LOG_LEVEL, timestamp: pino.stdTimeFunctions.isoTime }, pino.destination({ dest: 1, sync: true }));
  }
  // A development package, so it is loaded only when it is asked for.
  const { default: pretty } = await import('pino-pretty');
  return pino({ level: LOG_LEVEL }, pretty({ sync: true, singleLine: true, ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss' }));
}

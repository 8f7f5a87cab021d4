import cluster from 'node:cluster';
import { hostname } from 'node:os';
import { type Logger, type LoggerOptions, pino } from 'pino';
import type { SettingValues } from './settings.ts';

const fileDescriptors = { stdout: 1, stderr: 2 } as const;

/** Creates a logger that writes to stdout, or to stderr, in one batch per turn of the event loop. */
export async function createLog(
  { LOG_LEVEL, LOG_FORMAT }: Pick<SettingValues, 'LOG_LEVEL' | 'LOG_FORMAT'>,
  stream: keyof typeof fileDescriptors = 'stdout',
): Promise<Logger> {
  const destination = fileDescriptors[stream];
  const options: LoggerOptions = {
    level: LOG_LEVEL,
    base: { pid: process.pid, hostname: hostname(), workerId: cluster.worker?.id },
    serializers: { err: serializeError },
    hooks: { streamWrite: redactTokens },
  };
  if (LOG_FORMAT === 'json') return pino({ ...options, timestamp: formatTimestamp }, createBatchedOutput(destination));
  // A development dependency, so it is loaded only on demand.
  const { default: pretty } = await import('pino-pretty');
  const format = { singleLine: true, ignore: 'pid,hostname', translateTime: 'SYS:HH:MM:ss' };
  return pino(options, pretty({ ...format, sync: true, destination }));
}

/** Leaves only the public prefix of a token, wherever in a line it is. */
export const redactTokens = (line: string): string =>
  line.replaceAll(/(chancery_[0-9a-f]{1,12})_\w+/gi, '$1_[redacted]');

/** Serializes an error without its other properties, such as the values of a failed statement. */
export function serializeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { name: type, stack = '', cause } = error;
  // The message of a failed statement ends with its values.
  const message = 'params' in error ? 'A statement failed.' : error.message;
  return {
    type,
    message,
    stack: stack.replace(error.message, () => message),
    ...('code' in error && { code: error.code }),
    ...(cause !== undefined && { cause: serializeError(cause) }),
  };
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

/** How much of the log is buffered while it cannot be written. */
const maxBufferedBytes = 1024 * 1024;

/**
 * Buffers lines and flushes once per turn of the event loop, which saves system calls under load.
 */
function createBatchedOutput(fileDescriptor: number): { write(line: string): void } {
  const output = pino.destination({ dest: fileDescriptor, sync: true, minLength: 16_383, maxLength: maxBufferedBytes });
  let isDiskFailing = false;
  // A file on a full disk must not end the server. Lines are buffered, and dropped when the buffer is full.
  output.on('error', (error: NodeJS.ErrnoException) => {
    if (!/^(ENOSPC|EDQUOT|EIO)$/.test(error.code ?? '')) throw error;
    isDiskFailing = true;
  });
  output.on('write', () => {
    isDiskFailing = false;
  });
  let isFlushScheduled = false;
  const flush = (): void => {
    isFlushScheduled = false;
    output.flush();
  };
  process.on('exit', () => {
    output.flush();
    // Would try again until there is space.
    if (!isDiskFailing) output.flushSync();
  });
  return {
    write(line) {
      output.write(line);
      if (isFlushScheduled) return;
      isFlushScheduled = true;
      setImmediate(flush);
    },
  };
}

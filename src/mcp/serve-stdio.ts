import type { Readable, Writable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import type { McpServer } from '@modelcontextprotocol/server';
import { StdioServerTransport, serveStdio } from '@modelcontextprotocol/server/stdio';
import type { Logger } from 'pino';
import { createMessageFilter, maxMessageBytes } from './message-lines.ts';
import { PendingRequests } from './pending-requests.ts';

interface StdioOptions {
  createServer(): McpServer;
  log: Pick<Logger, 'warn'>;
  /** How long requests in flight may take after stdin is closed. */
  shutdownTimeoutSeconds: number;
  stdin?: Readable;
  stdout?: Writable;
}

/** Serves one client over stdin and stdout. Resolves when the client has closed stdin and its requests are answered. */
export async function serveOverStdio({
  createServer,
  log,
  shutdownTimeoutSeconds,
  stdin = process.stdin,
  stdout = process.stdout,
}: StdioOptions): Promise<void> {
  const pending = new PendingRequests();
  const filter = createMessageFilter(
    (error) => {
      log.warn({ code: error.error.code }, error.error.message);
      stdout.write(`${JSON.stringify(error)}\n`);
    },
    (line) => pending.start(line),
  );
  const { promise: closed, resolve: onClosed } = Promise.withResolvers<void>();
  for (const event of ['end', 'close', 'error']) stdin.once(event, () => onClosed());
  stdout.once('error', () => onClosed());
  // The end is not passed on: it would close the connection before the last requests are answered.
  stdin.pipe(filter, { end: false });
  const transport = new StdioServerTransport(filter, pending.watch(stdout), { maxBufferSize: 2 * maxMessageBytes });
  const handle = serveStdio(createServer, {
    transport,
    maxSubscriptions: 16,
    onerror: (error) => log.warn({ err: error }, 'a message could not be handled'),
  });
  await closed;
  await Promise.race([pending.whenDone(), setTimeout(shutdownTimeoutSeconds * 1000, undefined, { ref: false })]);
  await handle.close();
  stdin.destroy();
}

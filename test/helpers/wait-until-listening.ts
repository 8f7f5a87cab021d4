import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A server in a process of its own. */
export interface ServeProcess extends AsyncDisposable {
  url: string;
  port: number;
  /** The log so far. */
  log: LogLine[];
  sendSignal(name: NodeJS.Signals): void;
  exitCode: Promise<number | null>;
}

type LogLine = Record<string, unknown> & { msg: string };

/** Reads the log of a server until it listens, and goes on reading it, so that the server is never blocked. */
export async function waitUntilListening(child: ChildProcess): Promise<ServeProcess> {
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  const log: LogLine[] = [];
  const listens = Promise.withResolvers<LogLine>();
  createInterface({ input: child.stdout ?? process.stdin }).on('line', (line) => {
    const entry = JSON.parse(line) as LogLine;
    log.push(entry);
    if (entry.msg === 'listening') listens.resolve(entry);
  });
  void ended.then((code) => listens.reject(new Error(`serve ended with ${code} before it listened`)));
  const { url, port } = await listens.promise;
  return {
    url: String(url),
    port: Number(port),
    log,
    exitCode: ended,
    sendSignal: (name) => void child.kill(name),
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

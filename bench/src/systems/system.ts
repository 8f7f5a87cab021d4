import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { BenchQuery, ResponseJson, Variables } from '../queries/bench-query.ts';

export type SystemName = 'chancery' | 'postgraphile' | 'limit' | 'plain';

/** A running system. Only one runs at a time. */
export interface RunningSystem extends AsyncDisposable {
  url: string;
  processes: number;
  /** Its main process. */
  pid: number;
}

/** How to send a query to a system. */
export interface RequestFormat {
  path: string;
  buildBody(variables: Variables): string;
  /** Returns the data of a response in the shape of Chancery's. */
  extractData(response: ResponseJson): ResponseJson;
}

export const requestFormatFor = (query: BenchQuery, system: 'chancery' | 'postgraphile' | 'limit'): RequestFormat => {
  if (system === 'limit')
    return {
      path: `/${query.name}`,
      buildBody: (variables) => JSON.stringify({ variables }),
      extractData: ({ data }) => data,
    };
  return {
    path: '/graphql',
    buildBody: (variables) => JSON.stringify({ query: query[system], variables }),
    extractData: system === 'chancery' ? ({ data }) => data : ({ data }) => query.toChanceryShape(data),
  };
};

export async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}

/** Starts a server of the bench, and waits until it sends "listening". */
export async function forkServer(
  program: string,
  port: number,
  args: readonly string[],
  processes: number,
): Promise<RunningSystem> {
  const child = fork(program, args, {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, NODE_ENV: 'production', GRAPHILE_ENV: 'production' },
  });
  const [message] = await Promise.race([once(child, 'message'), once(child, 'exit').then(() => ['ended'])]);
  if (message !== 'listening') throw new Error(`${program} did not start.`);
  return {
    url: `http://127.0.0.1:${port}`,
    processes,
    pid: child.pid ?? 0,
    [Symbol.asyncDispose]: () => stopProcess(child),
  };
}

export async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill('SIGTERM');
  await exit;
}

import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Answer, Query, Variables } from '../queries/bench-query.ts';

export type SystemName = 'chancery' | 'postgraphile' | 'limit' | 'plain';

/** A system under way. Only one is at a time. */
export interface Running extends AsyncDisposable {
  url: string;
  processes: number;
  /** The process that it began with. */
  pid: number;
}

/** How a query is put to a system: the path, and the body of a request. */
export interface Asked {
  path: string;
  body(variables: Variables): string;
  /** The data of its answer, as Chancery has it. */
  read(answer: Answer): Answer;
}

export const askedOf = (query: Query, system: 'chancery' | 'postgraphile' | 'limit'): Asked => {
  if (system === 'limit')
    return { path: `/${query.name}`, body: (variables) => JSON.stringify({ variables }), read: ({ data }) => data };
  const path = '/graphql';
  const body = (variables: Variables): string => JSON.stringify({ query: query[system], variables });
  return { path, body, read: system === 'chancery' ? ({ data }) => data : ({ data }) => query.read(data) };
};

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}

/** A program of ours that says "listening" when it is. */
export async function started(
  program: string,
  port: number,
  args: readonly string[],
  processes: number,
): Promise<Running> {
  const child = fork(program, args, {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: { ...process.env, NODE_ENV: 'production', GRAPHILE_ENV: 'production' },
  });
  const [message] = await Promise.race([once(child, 'message'), once(child, 'exit').then(() => ['ended'])]);
  if (message !== 'listening') throw new Error(`${program} did not start.`);
  return { url: `http://127.0.0.1:${port}`, processes, pid: child.pid ?? 0, [Symbol.asyncDispose]: () => ended(child) };
}

export async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  await gone;
}

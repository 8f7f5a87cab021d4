import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import { openCliSandbox } from '../cli/cli-sandbox.ts';
import { copyTemplateDatabase } from '../helpers/temporary-database.ts';

/** A database with all nouns, served by a process of its own. */
export interface ServedDatabase extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  /** Records people in another process, one or several per transaction. */
  writePeople(prefix: string, count: number, batchSize?: number): Promise<void>;
  /** Stops the server as an operator does, and starts it again on the same port. */
  restart(): Promise<void>;
}

export async function serveDatabase(env: Record<string, string> = {}): Promise<ServedDatabase> {
  process.env.CHANCERY_TEST_VISITS ??= '300';
  const place = openCliSandbox();
  const path = place.resolve('record.db');
  await copyTemplateDatabase(path, { generated: true });
  let server = await place.serve(env);
  const { url, port } = server;
  return {
    url,
    port,
    async writePeople(prefix, count, batchSize = 1) {
      const script = new URL('../helpers/write-people.ts', import.meta.url).pathname;
      const child = spawn(process.execPath, [script, path, prefix, String(count), String(batchSize)], {
        stdio: 'inherit',
      });
      const [code] = await once(child, 'exit');
      if (code !== 0) throw new Error(`The writer ended with ${code}.`);
    },
    async restart() {
      server.sendSignal('SIGTERM');
      await server.exitCode;
      server = await place.serve({ ...env, PORT: String(port) });
    },
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      place[Symbol.dispose]();
    },
  };
}

// Each test knows the shape of the data that it selects.
// biome-ignore lint/suspicious/noExplicitAny: see above
export type Data = any;

interface Result {
  data: Data;
  errors?: { message: string; path?: (string | number)[]; extensions: Record<string, unknown> }[];
  extensions?: Data;
}

/** Executes a document without any client, for comparison. */
export async function execute(url: string, query: string, variables: object = {}): Promise<Result> {
  const headers = { 'content-type': 'application/json', accept: 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify({ query, variables }) });
  return (await response.json()) as Result;
}

/** The position of the dataset in the feed of changes. */
export async function readPosition(url: string): Promise<{ sequence: number; epoch: string }> {
  return (await execute(url, '{ __typename }')).extensions.dataset;
}

/** A `fetch` that remembers its requests. */
export function recordRequests(): { fetch: typeof fetch; requests: RecordedRequest[] } {
  const requests: RecordedRequest[] = [];
  return {
    requests,
    fetch: async (input, init) => {
      const request = new Request(input, init);
      const search = new URL(request.url).searchParams;
      const body = request.method === 'POST' ? await request.clone().json() : Object.fromEntries(search);
      requests.push({ method: request.method, hasQuery: body.query !== undefined, body });
      return fetch(request);
    },
  };
}

interface RecordedRequest {
  method: string;
  hasQuery: boolean;
  body: Record<string, unknown>;
}

/** The end of an event in the bytes of a chunked response, by either protocol. */
const eventEnd = /\n\n\r\n|--graphql\r\n/g;

/** A proxy that cuts each connection in the middle of an event, after some others. */
export async function openCuttingProxy(port: number): Promise<AsyncDisposable & { url: string; cuts(): number }> {
  const sockets = new Set<Socket>();
  let cuts = 0;
  // A fixed sequence of numbers of events.
  let state = 1;
  const nextEventCount = (): number => {
    state = (state * 48_271) % 2_147_483_647;
    return 1 + (state % 60);
  };

  async function forward(upstream: Socket, client: Socket): Promise<void> {
    let rest = nextEventCount();
    for await (const bytes of upstream) {
      // Each event is written by itself, as if they were made one after the other: clients drop events that they
      // receive together with a part of another.
      for (const piece of splitAfter(eventEnd, (bytes as Buffer).toString('latin1'))) {
        if (rest === 0) {
          cuts += 1;
          client.write(piece.slice(0, piece.length / 2), 'latin1', () => client.resetAndDestroy());
          return;
        }
        client.write(piece, 'latin1');
        if (piece.match(eventEnd)) rest -= 1;
        await setImmediate();
        await setImmediate();
      }
    }
    client.end();
  }

  const server = createServer((client) => {
    const upstream = connect(port, '127.0.0.1');
    const end = (): void => {
      client.destroy();
      upstream.destroy();
      sockets.delete(client);
    };
    sockets.add(client);
    for (const socket of [client, upstream]) socket.on('error', end);
    client.on('close', end).pipe(upstream);
    forward(upstream, client).catch(end);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    cuts: () => cuts,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function splitAfter(pattern: RegExp, text: string): string[] {
  const ends = [...text.matchAll(pattern)].map(({ index, 0: match }) => index + match.length);
  return [0, ...ends].map((start, n) => text.slice(start, ends[n])).filter((piece) => piece !== '');
}

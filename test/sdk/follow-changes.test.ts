import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  ChanceryError,
  type Change,
  createClient,
  InvalidInputError,
  NetworkError,
  PartialDataError,
  TimeoutError,
} from '../../sdk/src/index.ts';
import { createApi } from '../../src/api/create-api.ts';
import { startHttpServer } from '../../src/server/http-server.ts';
import { type EditingFixture, openEditingFixture } from '../editing/editing-fixture.ts';

const url = 'http://chancery.test/graphql';
type Handler = (request: Request) => Response | Promise<Response>;
const encoder = new TextEncoder();
const useFakeTimers = () => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });

afterEach(() => void vi.useRealTimers());

/** A server with one stream that sends these parts and then ends, fails or stays silent. */
const saying =
  (parts: readonly (string | Uint8Array)[], end: 'closed' | 'broken' | 'silent' = 'closed'): Handler =>
  () => {
    const body = new ReadableStream({
      start(controller) {
        for (const part of parts) controller.enqueue(typeof part === 'string' ? encoder.encode(part) : part);
        if (end === 'closed') controller.close();
      },
      pull(controller) {
        if (end === 'broken') controller.error(new Error('reset'));
      },
    });
    return new Response(body, { headers: { 'content-type': 'text/event-stream; charset=utf-8' } });
  };

const next = (sequence: number, more: object = {}): string =>
  `event: next\ndata: ${JSON.stringify({ data: { change: { sequence, ...more } } })}\n\n`;
const complete = 'event: complete\ndata:\n\n';

/** A feed that does not reconnect. */
const followed = (fetch: Handler, options = {}) =>
  createClient({ url, fetch, timeoutMs: 1000, retries: 0 }).changes.follow({}, options);

const ended = expect.objectContaining({ name: 'NetworkError', message: 'The stream ended.' });

/** Collects the received sequence numbers and the error that ended the feed. */
async function collect(walk: AsyncIterable<Change>): Promise<[number[], unknown]> {
  const seen: number[] = [];
  try {
    for await (const { sequence } of walk) seen.push(sequence);
    return [seen, undefined];
  } catch (error) {
    return [seen, error];
  }
}

describe('the request', () => {
  it('is a POST that accepts an event stream, sent when the first event is requested', async () => {
    const fetch = vi.fn<Handler>(saying([complete]));
    const client = createClient({ url, fetch, retries: 0, headers: { authorization: 'Bearer 0' } });
    const walk = client.changes.follow({ afterSequence: 7 }, { headers: { 'x-trace': 'a' } });
    expect(fetch).not.toHaveBeenCalled();
    expect(await collect(walk)).toEqual([[], ended]);
    const [[sent]] = fetch.mock.calls as [[Request]];
    expect(sent.method).toBe('POST');
    expect(['accept', 'authorization', 'x-trace'].map((name) => sent.headers.get(name))).toEqual([
      'text/event-stream',
      'Bearer 0',
      'a',
    ]);
    expect(await sent.json()).toMatchObject({
      query: expect.stringMatching(/^subscription /),
      variables: { afterSequence: 7 },
    });
  });
});

describe('a stream', () => {
  it('is read event by event, ignoring comments, until it completes', async () => {
    expect(await collect(followed(saying([':\n\n', next(1), ':\n\n', next(2), complete, next(3)])))).toEqual([
      [1, 2],
      ended,
    ]);
  });

  it('may be split anywhere, even within a character, and use any line ending', async () => {
    const bytes = encoder.encode(
      `id: 1\r\nretry: 5\r\n${next(1, { reason: 'Åse, 阿克' }).replaceAll('\n', '\r\n')}${next(2)}${complete}`,
    );
    const parts = Array.from(bytes, (byte) => Uint8Array.of(byte));
    const reasons: (string | null)[] = [];
    const walk = async () => {
      for await (const { reason } of followed(saying(parts))) reasons.push(reason);
    };
    await expect(walk()).rejects.toEqual(ended);
    expect(reasons).toEqual(['Åse, 阿克', undefined]);
  });

  it.each([
    ['closed', 'The server closed the stream early.'],
    ['broken', 'The stream was interrupted.'],
  ] as const)('that is %s before it completes is an error', async (end, message) => {
    const [seen, error] = await collect(followed(saying([next(1), 'event: next\ndata: {"da'], end)));
    expect(seen).toEqual([1]);
    expect(error).toBeInstanceOf(NetworkError);
    expect(error).toMatchObject({ code: 'NETWORK', message });
  });

  it('that reports an error throws it', async () => {
    const failed = (data: unknown) =>
      `event: next\ndata: ${JSON.stringify({ data, errors: [{ message: 'It failed.', extensions: { code: 'INTERNAL' } }] })}\n\n`;
    const [seen, error] = await collect(followed(saying([next(1), failed(null), complete])));
    expect([seen, (error as Error).constructor, error]).toEqual([
      [1],
      ChanceryError,
      expect.objectContaining({ code: 'INTERNAL' }),
    ]);
    const [, partial] = await collect(followed(saying([failed({ change: { sequence: 2 } }), complete])));
    expect(partial).toBeInstanceOf(PartialDataError);
  });

  it('with another media type is an error', async () => {
    const page = new Response('<h1>', { status: 502, headers: { 'content-type': 'text/html' } });
    const rejection = Response.json(
      { errors: [{ message: 'No.', extensions: { code: 'BAD_INPUT' } }] },
      { status: 400 },
    );
    const notAChange = Response.json({ data: { change: null } });
    expect((await collect(followed(() => page)))[1]).toMatchObject({ name: 'NetworkError', status: 502 });
    expect((await collect(followed(() => rejection)))[1]).toBeInstanceOf(InvalidInputError);
    expect((await collect(followed(() => notAChange)))[1]).toMatchObject({
      name: 'NetworkError',
      message: 'The server responded with status 200 and a body that is not an event stream (application/json).',
    });
    expect((await collect(followed(() => Promise.reject(new TypeError('fetch failed')))))[1]).toBeInstanceOf(
      NetworkError,
    );
  });

  it('must begin within timeoutMs and may then last longer', async () => {
    useFakeTimers();
    const neverBegins = collect(followed(() => new Promise(() => {}), { timeoutMs: 20 }));
    await vi.advanceTimersByTimeAsync(20);
    expect((await neverBegins)[1]).toBeInstanceOf(TimeoutError);
    const late: Handler = () => {
      const body = new ReadableStream({
        async start(controller) {
          await new Promise((resolve) => setTimeout(resolve, 60));
          controller.enqueue(encoder.encode(next(1) + complete));
          controller.close();
        },
      });
      return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
    };
    const lasts = collect(followed(late, { timeoutMs: 30 }));
    await vi.advanceTimersByTimeAsync(60);
    expect(await lasts).toEqual([[1], ended]);
  });
});

describe('an interrupted feed', () => {
  /** Returns the responses in turn, and the last one repeatedly. */
  const inTurn = (...handlers: readonly Handler[]) => {
    const after: unknown[] = [];
    const fetch: Handler = async (request) => {
      after.push(((await request.json()) as { variables: { afterSequence?: number } }).variables.afterSequence);
      return (handlers[after.length - 1] ?? handlers.at(-1) ?? expect.fail())(request);
    };
    return { after, fetch };
  };
  const from = (sequence: number, handler: Handler): Handler => {
    return async (request) => {
      const response = await handler(request);
      response.headers.set('x-chancery-sequence', String(sequence));
      return response;
    };
  };
  const down: Handler = () => Promise.reject(new TypeError('fetch failed'));
  const busy: Handler = () => new Response(null, { status: 503, headers: { 'retry-after': '0' } });

  it('resumes after the last received number without duplicates', async () => {
    const { after, fetch } = inTurn(
      saying([next(5), next(6), 'event: next\ndata: {"da'], 'broken'),
      down,
      busy,
      saying([next(6), next(7)]),
      saying([next(8), complete]),
      saying([next(9)], 'silent'),
    );
    const controller = new AbortController();
    const seen: number[] = [];
    for await (const { sequence } of createClient({ url, fetch }).changes.follow({ afterSequence: 4 }, controller)) {
      seen.push(sequence);
      if (sequence === 9) break;
    }
    expect(seen).toEqual([5, 6, 7, 8, 9]);
    expect(after).toEqual([4, 6, 6, 6, 7, 8]);
  });

  it('resumes from its start when nothing was received yet', async () => {
    const { after, fetch } = inTurn(from(440, saying([':\n\n'])), saying([next(441)], 'silent'));
    const walk = createClient({ url, fetch }).changes.follow();
    expect((await walk.next()).value).toEqual({ sequence: 441 });
    expect(after).toEqual([undefined, 440]);
    await walk.return();
  });

  it('sends the epoch of its start when it reconnects, and reports a new epoch', async () => {
    const epochs: unknown[] = [];
    const refused = { message: 'Restored.', extensions: { code: 'EPOCH_CHANGED', field: 'epoch' } };
    const restored = saying([`event: next\ndata: ${JSON.stringify({ data: null, errors: [refused] })}\n\n`, complete]);
    const fetch: Handler = async (request) => {
      const { variables } = (await request.json()) as { variables: { epoch?: string } };
      epochs.push(variables.epoch);
      const response = await (epochs.length === 1 ? saying([next(441)]) : restored)(request);
      response.headers.set('x-chancery-epoch', 'e1');
      return response;
    };
    const [seen, error] = await collect(createClient({ url, fetch }).changes.follow());
    expect([seen, epochs]).toEqual([[441], [undefined, 'e1']]);
    expect(error).toMatchObject({ name: 'ChanceryError', code: 'EPOCH_CHANGED' });
  });

  it.each([
    ['no connection', down, { status: undefined }],
    ['a gateway without an upstream', busy, { status: 503 }],
    ['streams that end immediately', saying([complete]), { message: 'The stream ended.' }],
    [
      'streams that repeat the same event',
      saying([next(2)]),
      { message: expect.stringContaining('closed the stream early') },
    ],
  ])('gives up after consecutive failures: %s', async (_name, handler, collect) => {
    const { after, fetch } = inTurn(handler);
    const walk = createClient({ url, fetch }).changes.follow({ afterSequence: 2 }, { retries: 2 });
    await expect(walk.next()).rejects.toMatchObject({ name: 'NetworkError', ...collect });
    expect(after).toEqual([2, 2, 2]);
  });

  it('throws permanent errors at once, at the start and later', async () => {
    const rejection: Handler = () =>
      Response.json({ errors: [{ message: 'No.', extensions: { code: 'BAD_INPUT' } }] }, { status: 400 });
    const { after, fetch } = inTurn(saying([next(1)]), rejection);
    const [seen, error] = await collect(createClient({ url, fetch }).changes.follow({ afterSequence: 0 }));
    expect([seen, after]).toEqual([[1], [0, 1]]);
    expect(error).toBeInstanceOf(InvalidInputError);
  });

  it('retries when a later connection does not begin in time', async () => {
    const never: Handler = () => new Promise(() => {});
    const { after, fetch } = inTurn(saying([next(1)]), never, saying([next(2)], 'silent'));
    useFakeTimers();
    const walk = createClient({ url, fetch, timeoutMs: 50 }).changes.follow({ afterSequence: 0 });
    const changes = Promise.all([walk.next(), walk.next()]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect((await changes).map(({ value }) => value?.sequence)).toEqual([1, 2]);
    expect(after).toEqual([0, 1, 1]);
    await walk.return();
  });

  it('ends with the signal while waiting to reconnect', async () => {
    const controller = new AbortController();
    const reason = new Error('seen enough');
    const { after, fetch } = inTurn(() => new Response(null, { status: 503, headers: { 'retry-after': '60' } }));
    useFakeTimers();
    const pending = createClient({ url, fetch }).changes.follow({}, controller).next();
    const rejection = expect(pending).rejects.toBe(reason);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(after).toHaveLength(1);
    controller.abort(reason);
    await rejection;
  });
});

describe('the end of a feed', () => {
  const reason = new Error('seen enough');

  it('follows the signal while waiting and between events, even if fetch ignores it', async () => {
    const waiting = new AbortController();
    const feed = followed(saying([next(1)], 'silent'), waiting);
    expect((await feed.next()).value).toEqual({ sequence: 1 });
    const pending = feed.next();
    waiting.abort(reason);
    await expect(pending).rejects.toBe(reason);

    const within = new AbortController();
    const seen: number[] = [];
    const walk = async () => {
      for await (const { sequence } of followed(saying([next(1), next(2)], 'silent'), within)) {
        seen.push(sequence);
        within.abort(reason);
      }
    };
    await expect(walk()).rejects.toBe(reason);
    expect(seen).toEqual([1]);
    const fetch = vi.fn<Handler>(saying([complete]));
    expect(await collect(followed(fetch, { signal: AbortSignal.abort(reason) }))).toEqual([[], reason]);
    expect(fetch).not.toHaveBeenCalled();
  });

  it('follows a break and leaves no listener and no open stream', async () => {
    const cancelled = vi.fn();
    const body = new ReadableStream({
      start: (it) => it.enqueue(encoder.encode(next(1) + next(2))),
      cancel: cancelled,
    });
    const response = new Response(body, { headers: { 'content-type': 'text/event-stream' } });
    const { signal } = new AbortController();
    const added = vi.spyOn(signal, 'addEventListener');
    const removed = vi.spyOn(signal, 'removeEventListener');
    for await (const { sequence } of followed(() => response, { signal })) {
      expect(sequence).toBe(1);
      break;
    }
    expect(cancelled).toHaveBeenCalledOnce();
    expect(removed.mock.calls.length).toBe(added.mock.calls.length);
  });
});

describe('the feed of the record', () => {
  const withEditing = async (work: (editing: EditingFixture, token: string) => Promise<void>) => {
    await using editing = await openEditingFixture();
    await work(editing, await editing.token('Ada Lovelace'));
  };
  const patches = ['Astana', 'Almaty', 'Shymkent'];

  it('starts after a sequence number and includes concurrent writes', () =>
    withEditing(async ({ apiFixture: fixture }, token) => {
      const client = createClient({
        url,
        headers: { authorization: `Bearer ${token}` },
        fetch: (request) => fixture.api.fetch(request),
      });
      const afterSequence = ((await client.entry('v1'))?.revision ?? 0) - 1;
      const seen: Change[] = [];
      for await (const change of client.changes.follow({ afterSequence })) {
        seen.push(change);
        const place = patches[seen.length - 1];
        if (place === undefined) break;
        await client.visits.correct('v1', { place }, { source: 'gazette' });
      }
      expect(seen.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4].map((step) => afterSequence + step));
      expect(seen.map(({ action }) => action)).toEqual(['RECORDED', 'CORRECTED', 'CORRECTED', 'CORRECTED']);
      const { nodes } = await client.changes.list({ afterSequence });
      expect(seen).toEqual(nodes);
    }));

  it('over a port: ends with the signal, and resumes after a server restart', () =>
    withEditing(async ({ apiFixture: fixture }, token) => {
      const log = { warn: () => expect.fail('a warning'), error: () => expect.fail('an error') };
      const serve = async (port: number) => {
        const api = createApi({ db: fixture.db });
        const server = await startHttpServer({ api, host: '127.0.0.1', port, log });
        return {
          url: server.url,
          async stop() {
            api.endStreams();
            await server.close();
            await api.dispose();
          },
        };
      };
      const editor = createClient({
        url,
        headers: { authorization: `Bearer ${token}` },
        fetch: (request) => fixture.api.fetch(request),
      });
      const last = (await editor.entry('v1'))?.revision ?? 0;
      let server = await serve(0);
      try {
        const controller = new AbortController();
        const reason = new Error('seen enough');
        const opened = Promise.withResolvers<void>();
        const client = createClient({
          url: `${server.url}/graphql`,
          fetch: (request) => fetch(request).finally(opened.resolve),
        });
        const walk = client.changes.follow(undefined, { signal: controller.signal });
        const first = walk.next();
        // Only an open stream has a known start.
        await opened.promise;
        const port = Number(new URL(server.url).port);
        await server.stop();
        await editor.visits.correct('v1', { place: 'Astana' }, { source: 'gazette' });
        server = await serve(port);
        expect((await first).value?.sequence).toBe(last + 1);
        await editor.visits.correct('v1', { place: 'Almaty' }, { source: 'gazette' });
        expect((await walk.next()).value?.sequence).toBe(last + 2);
        const open = walk.next();
        controller.abort(reason);
        await expect(open).rejects.toBe(reason);
      } finally {
        await server.stop();
      }
    }));

  it('from a sequence number in the future is an error', () =>
    withEditing(async ({ apiFixture: fixture }) => {
      const client = createClient({ url, fetch: (request) => fixture.api.fetch(request) });
      const rejection = client.changes.follow({ afterSequence: 1_000_000 }).next();
      await expect(rejection).rejects.toBeInstanceOf(InvalidInputError);
      await expect(rejection).rejects.toMatchObject({ field: 'afterSequence' });
    }));
});

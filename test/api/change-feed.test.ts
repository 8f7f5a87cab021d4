import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { setImmediate, setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Api, createApi } from '../../src/api/create-api.ts';
import { type Database, openDatabase } from '../../src/db/database.ts';
import { importRecords } from '../../src/ingest/import-records.ts';
import { startHttpServer } from '../../src/server/http-server.ts';
import { openCliSandbox } from '../cli/cli-sandbox.ts';
import { type ApiFixture, openApiFixture } from '../helpers/api-fixture.ts';
import { toReadItems } from '../helpers/sample-records.ts';
import {
  buildEventStreamRequest,
  readEvents,
  readSubscriptionResults,
  type ServerSentEvent,
} from '../helpers/server-sent-events.ts';
import { copyTemplateDatabase } from '../helpers/temporary-database.ts';

let fixture: ApiFixture;
let other: Database;
beforeEach(async () => {
  fixture = await openApiFixture({ dossier: false });
  other = await openDatabase({ path: fixture.db.path });
});
afterEach(async () => {
  await other.close();
  await fixture[Symbol.asyncDispose]();
});

/** The dataset's sequence number. */
async function last(): Promise<number> {
  const { extensions = {} } = await fixture.execute('{ __typename }');
  return (extensions.dataset as { sequence: number }).sequence;
}

/** Records a person over another connection; returns the sequence number of that change. */
async function write(key: string): Promise<number> {
  await importRecords(other, toReadItems({ noun: 'person', key, name: key }));
  return last();
}

const follow =
  'subscription ($after: Int) { changes(afterSequence: $after) { sequence action noun key entry { key } } }';
const subscribe = (after?: number): Promise<Response> =>
  fixture.fetch('/graphql', buildEventStreamRequest(follow, { after }));
const sequenceIn = (result: ServerSentEvent['data']): number => result.data.changes.sequence;

/** A database that counts reads. */
function counting(db: Database): { db: Database; reads(): number } {
  let reads = 0;
  return {
    reads: () => reads,
    db: {
      path: db.path,
      epoch: db.epoch,
      sourceTexts: db.sourceTexts,
      read(work) {
        reads += 1;
        return db.read(work);
      },
      autocommitReader(options) {
        reads += 1;
        return db.autocommitReader(options);
      },
      write: (work) => db.write(work),
      close: async () => undefined,
      [Symbol.asyncDispose]: async () => undefined,
    },
  };
}

/** Waits until the event loop has made no read for many turns. */
async function untilIdle(reads: () => number): Promise<void> {
  for (let before = -1; before !== reads(); ) {
    before = reads();
    for (let turn = 0; turn < 100; turn += 1) await setImmediate();
  }
}

async function collected(response: Response): Promise<ServerSentEvent[]> {
  const found: ServerSentEvent[] = [];
  for await (const one of readEvents(response)) if (one.event !== '') found.push(one);
  return found;
}

describe('the subscription', () => {
  test('sends writes of another connection from now on, with the sequence of their snapshot', async () => {
    await write('before');
    const results = readSubscriptionResults(await subscribe());
    const first = results.next();
    const sequence = await write('after');
    expect((await first).value).toEqual({
      data: { changes: { sequence, action: 'RECORDED', noun: 'PERSON', key: 'after', entry: null } },
      extensions: {
        cost: { requested: 2, limit: 50_000 },
        eventId: `${fixture.db.epoch}:${sequence}`,
        dataset: { sequence, epoch: fixture.db.epoch },
      },
    });
    await results.return();
  });

  test('resumes after a sequence number and continues with later writes', async () => {
    const [a, b] = [await write('a'), await write('b')];
    const results = readSubscriptionResults(await subscribe(a - 1));
    const seen = [(await results.next()).value, (await results.next()).value].map(sequenceIn);
    const third = results.next();
    const c = await write('c');
    expect([...seen, sequenceIn((await third).value)]).toEqual([a, b, c]);
    await results.return();
  });

  test('accepts GET, as EventSource sends', async () => {
    const sequence = await write('a');
    const search = new URLSearchParams({ query: follow, variables: JSON.stringify({ after: sequence - 1 }) });
    const response = await fixture.fetch(`/graphql?${search}`, { headers: { accept: 'text/event-stream' } });
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8']);
    const results = readSubscriptionResults(response);
    expect(sequenceIn((await results.next()).value)).toBe(sequence);
    await results.return();
  });

  test('produces an event only when the consumer requests it', async () => {
    const counted = counting(fixture.db);
    const api = createApi({ db: counted.db });
    const begin = await write('p0');
    for (let n = 1; n < 30; n += 1) await write(`p${n}`);
    const response = await api.fetch(
      new Request('http://chancery.test/graphql', buildEventStreamRequest(follow, { after: begin - 1 })),
    );
    const results = readSubscriptionResults(response);
    await results.next();
    await untilIdle(counted.reads);
    // The position, one page of sequence numbers and few events; the test's own pipe buffers two.
    expect(counted.reads()).toBeLessThan(8);
    const rest: number[] = [];
    while (rest.length < 29) rest.push(sequenceIn((await results.next()).value));
    expect(rest).toEqual(Array.from({ length: 29 }, (_, n) => begin + 1 + n));
    await results.return();
    await api.dispose();
  });

  test('sends pings while nothing changes', async () => {
    const api = createApi({ db: fixture.db, pingMs: 20 });
    const events = readEvents(
      await api.fetch(new Request('http://chancery.test/graphql', buildEventStreamRequest(follow))),
    );
    for (let n = 0; n < 4; n += 1) expect((await events.next()).value).toEqual({ event: '' });
    await events.return();
    await api.dispose();
  });

  test('ends without an event when streams are closed, as does a stream opened later', async () => {
    const open = readEvents(await subscribe());
    expect((await open.next()).value).toEqual({ event: '' });
    const next = open.next();
    fixture.api.endStreams();
    expect(await next).toEqual({ value: undefined, done: true });
    expect(await collected(await subscribe())).toEqual([]);
  });

  test('reports a failure and completes', async () => {
    const broken: Database = {
      ...counting(fixture.db).db,
      read: (work) =>
        fixture.db.read((reader) =>
          work({
            ...reader,
            all: () => Promise.reject(new Error('secret of the house')),
          }),
        ),
    };
    const api = createApi({ db: broken });
    const [failed, end] = await collected(
      await api.fetch(new Request('http://chancery.test/graphql', buildEventStreamRequest(follow))),
    );
    expect([failed?.data.errors[0].extensions.code, end]).toEqual(['INTERNAL', { event: 'complete' }]);
    expect(JSON.stringify(failed)).not.toContain('secret');
    await api.dispose();
  });
});

describe('an invalid subscription', () => {
  test('rejects a negative sequence number and one in the future', async () => {
    const sequence = await last();
    const messages = {
      [-1]: 'afterSequence: -1 is negative. Give 0 for all changes, or the last sequence number that you have seen.',
      [sequence + 1]:
        `afterSequence: ${sequence + 1} is in the future: the last change has the sequence number ${sequence}. Give at most that.`,
    };
    for (const [after, message] of Object.entries(messages)) {
      const errors = [expect.objectContaining({ message, extensions: { code: 'BAD_INPUT', field: 'afterSequence' } })];
      expect(await collected(await subscribe(Number(after)))).toEqual([
        { event: 'next', data: expect.objectContaining({ errors }) },
        { event: 'complete' },
      ]);
      const pastChanges = await fixture.execute(
        'query ($after: Int) { changes(afterSequence: $after) { nodes { key } } }',
        {
          after: Number(after),
        },
      );
      expect([pastChanges.data, pastChanges.errors, pastChanges.sqlStatements.length]).toEqual([
        { changes: null },
        errors,
        1,
      ]);
    }
  });

  test('rejects a position of another epoch', async () => {
    const sequence = await write('a');
    const { epoch } = fixture.db;
    const errors = [
      expect.objectContaining({
        message: expect.stringMatching(/^epoch: "older" is not the epoch of this dataset/),
        extensions: { code: 'EPOCH_CHANGED', field: 'epoch' },
      }),
    ];
    const subscription =
      'subscription ($after: Int, $epoch: String) { changes(afterSequence: $after, epoch: $epoch) { sequence epoch } }';
    const open = (given: string) =>
      fixture.fetch('/graphql', buildEventStreamRequest(subscription, { after: sequence - 1, epoch: given }));
    expect(await collected(await open('older'))).toEqual([
      { event: 'next', data: expect.objectContaining({ errors }) },
      { event: 'complete' },
    ]);
    const response = await open(epoch);
    expect(response.headers.get('x-chancery-epoch')).toBe(epoch);
    const results = readSubscriptionResults(response);
    expect((await results.next()).value).toMatchObject({ data: { changes: { sequence, epoch } } });
    await results.return();

    const page =
      'query ($epoch: String, $after: String) { changes(epoch: $epoch, first: 1, after: $after) { edges { cursor } } }';
    expect((await fixture.execute(page, { epoch: 'older' })).errors).toEqual(errors);
    expect((await fixture.execute(page, { epoch })).errors).toBeUndefined();
    const [edge] = (await fixture.execute(page)).data.changes.edges;
    const [signature, last] = JSON.parse(Buffer.from(edge.cursor, 'base64url').toString());
    const foreign = Buffer.from(JSON.stringify([signature, last, 'older'])).toString('base64url');
    expect((await fixture.execute(page, { after: foreign })).errors).toEqual(errors);
    expect((await fixture.execute(page, { after: edge.cursor })).errors).toBeUndefined();
  });

  test.each([
    ['a document that does not parse', 'subscription {', 'GRAPHQL_PARSE_FAILED'],
    ['an unknown field', 'subscription { nope }', 'GRAPHQL_VALIDATION_FAILED'],
    ['two fields', 'subscription { a: changes { key } b: changes { key } }', 'GRAPHQL_VALIDATION_FAILED'],
    [
      'a query over the limit',
      `subscription { changes { ${Array.from({ length: 51 }, (_, n) => `a${n}: key`).join(' ')} } }`,
      'COST_LIMIT',
    ],
  ])('%s: sends one event with the error and completes', async (_name, query, code) => {
    const response = await fixture.fetch('/graphql', buildEventStreamRequest(query));
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8']);
    const [next, end, ...more] = await collected(response);
    expect([next?.event, next?.data.errors[0].extensions, end, more]).toEqual([
      'next',
      expect.objectContaining({ code }),
      { event: 'complete' },
      [],
    ]);
    expect(next?.data.errors[0].extensions).not.toHaveProperty('http');
  });

  test('returns the HTTP status of an invalid HTTP request', async () => {
    const asEvents = buildEventStreamRequest(follow);
    const refusals: [RequestInit, number, RegExp][] = [
      [{ ...asEvents, body: 'x' }, 400, /^The body must be JSON/],
      [{ ...asEvents, headers: { accept: 'text/event-stream' } }, 415, /^Content type/],
      [
        { ...asEvents, headers: { 'content-type': 'application/json' } },
        406,
        /^A subscription returns a stream of events/,
      ],
      [
        { ...asEvents, headers: { 'content-type': 'application/json', accept: 'text/plain' } },
        406,
        /text\/event-stream/,
      ],
    ];
    for (const [init, status, message] of refusals) {
      const response = await fixture.fetch('/graphql', init);
      expect([response.status, response.headers.get('content-type')]).toEqual([
        status,
        'application/json; charset=utf-8',
      ]);
      expect(await response.json()).toEqual({
        errors: [{ message: expect.stringMatching(message), extensions: { code: 'BAD_INPUT' } }],
      });
    }
  });

  test('returns a query as a stream of one event', async () => {
    const response = await fixture.fetch('/graphql', buildEventStreamRequest('{ visits { totalCount } }'));
    expect(await collected(response)).toEqual([
      { event: 'next', data: expect.objectContaining({ data: { visits: { totalCount: 0 } } }) },
      { event: 'complete' },
    ]);
  });
});

describe('a client that disconnects', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] }));
  afterEach(() => void vi.useRealTimers());
  const pollMs = 50;

  test('is no longer polled for; polling stops with the last client', async () => {
    const counted = counting(fixture.db);
    const api = createApi({ db: counted.db });
    const open = async () =>
      readEvents(await api.fetch(new Request('http://chancery.test/graphql', buildEventStreamRequest(follow))));
    const streams = await Promise.all(Array.from({ length: 20 }, open));
    await Promise.all(streams.map((stream) => stream.next()));
    const waiting = streams.map((stream) => stream.next());
    // Each has created a reader and read its start; they share the first page.
    const openingReads = 2 * streams.length + 1;
    await vi.waitFor(() => expect(counted.reads()).toBe(openingReads), { interval: 0 });
    const polls = 6;
    await vi.advanceTimersByTimeAsync(polls * pollMs);
    // One poll serves all clients.
    expect(counted.reads()).toBe(openingReads + polls);
    api.endStreams();
    await Promise.all(waiting);
    await vi.advanceTimersByTimeAsync(10 * pollMs);
    expect([counted.reads(), vi.getTimerCount()]).toEqual([openingReads + polls, 0]);
    await api.dispose();
  });

  test('by cancelling the body while waiting for a change', async () => {
    const counted = counting(fixture.db);
    const api = createApi({ db: counted.db });
    const { body } = await api.fetch(new Request('http://chancery.test/graphql', buildEventStreamRequest(follow)));
    const reader = body?.getReader();
    await reader?.read();
    void reader?.read();
    await vi.waitFor(() => expect(counted.reads()).toBe(3), { interval: 0 });
    await reader?.cancel();
    await vi.advanceTimersByTimeAsync(10 * pollMs);
    expect([counted.reads(), vi.getTimerCount()]).toEqual([3, 0]);
    await api.dispose();
  });

  test.each([
    ['while it waits for a change', 0],
    ['without reading what was sent', 3_000],
  ])('over a port, %s', async (_name, backlog) => {
    const counted = counting(fixture.db);
    await importRecords(
      other,
      toReadItems(
        ...Array.from({ length: backlog }, (_, n) => ({
          noun: 'person',
          key: `p${n}`,
          name: `${'Very '.repeat(200)}long ${n}`,
        })),
      ),
    );
    const api = createApi({ db: counted.db, pingMs: 10 });
    await using server = await serving(api);
    const timersBefore = vi.getTimerCount();
    const query = 'subscription ($after: Int) { changes(afterSequence: $after) { sequence changes { field to } } }';
    const { body, ...init } = buildEventStreamRequest(query, { after: backlog ? 0 : undefined });
    const sent = httpRequest(`${server.url}/graphql`, init as object).end(body);
    const [answer] = (await once(sent, 'response')) as [IncomingMessage];
    answer.pause();
    await untilIdle(counted.reads);
    expect(vi.getTimerCount()).toBeGreaterThan(timersBefore);
    sent.destroy();
    await vi.waitFor(() => expect(vi.getTimerCount()).toBe(timersBefore), { timeout: 30_000 });
    const before = counted.reads();
    await vi.advanceTimersByTimeAsync(10 * pollMs);
    expect(counted.reads()).toBe(before);
  });
});

interface Port extends AsyncDisposable {
  url: string;
  stop(): Promise<void>;
}

async function serving(api: Api): Promise<Port> {
  const log = { warn() {}, error() {} } as never;
  const { url, close } = await startHttpServer({ api, host: '127.0.0.1', port: 0, log, shutdownTimeoutSeconds: 5 });
  const stop = async () => {
    api.endStreams();
    await close();
    await api.dispose();
  };
  return { url, stop, [Symbol.asyncDispose]: stop };
}

describe('over a port', () => {
  test('ends streams when the server closes', async () => {
    const api = createApi({ db: fixture.db });
    const server = await serving(api);
    const response = await fetch(`${server.url}/graphql`, buildEventStreamRequest(follow));
    const seen = collected(response);
    await server.stop();
    expect(await seen).toEqual([]);
  });

  test('ends streams and exits when the process receives a stop signal', async () => {
    using place = openCliSandbox();
    await copyTemplateDatabase(place.resolve('record.db'));
    await using server = await place.serve({ CHANCERY_STOP_SECONDS: '30' });
    const seen = collected(await fetch(server.url, buildEventStreamRequest(follow)));
    server.sendSignal('SIGTERM');
    expect(await seen).toEqual([]);
    expect(await server.exitCode).toBe(0);
    expect(server.log.map(({ msg }) => msg)).not.toContain('requests did not finish in time and were cut off');
  });

  const writes = Number(process.env.CHANCERY_TEST_WRITES ?? 200);
  test(`receives every change once and in order when disconnected repeatedly during ${writes} writes of two processes`, async () => {
    await using server = await serving(createApi({ db: fixture.db }));
    const begin = await last();
    const script = new URL('../helpers/write-people.ts', import.meta.url).pathname;
    const writers = ['ada', 'bela'].map((prefix) => {
      const child = spawn(process.execPath, [script, fixture.db.path, prefix, String(writes / 2)], {
        stdio: 'inherit',
      });
      return once(child, 'exit');
    });
    const seen: number[] = [];
    const keys = new Set<string>();
    let cuts = 0;
    while (seen.length < writes) {
      const leaving = new AbortController();
      const cut = setTimeout(Math.random() * 150).then(() => leaving.abort());
      try {
        const after = seen.at(-1) ?? begin;
        const response = await fetch(`${server.url}/graphql`, {
          ...buildEventStreamRequest(follow, { after }),
          signal: leaving.signal,
        });
        for await (const { data } of readSubscriptionResults(response)) {
          seen.push(data.changes.sequence);
          keys.add(data.changes.key);
          if (seen.length === writes) leaving.abort();
        }
      } catch (error) {
        if (!leaving.signal.aborted) throw error;
        cuts += 1;
      }
      await cut;
    }
    expect(await Promise.all(writers)).toEqual([
      [0, null],
      [0, null],
    ]);
    expect(seen).toEqual(Array.from({ length: writes }, (_, n) => begin + 1 + n));
    expect(keys.size).toBe(writes);
    expect(cuts).toBeGreaterThan(3);
  });
});

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import {
  ChanceryError,
  CountVisitsDocument,
  createClient,
  type Entry,
  InvalidInputError,
  NetworkError,
  PartialDataError,
  RateLimitError,
  safe,
  TimeoutError,
  type Visit,
  type VisitPayload,
} from '../../sdk/src/index.ts';
import {
  breakStream,
  countResponse,
  dripForever,
  type Handler,
  hangUp,
  neverRespond,
  respondError,
  respondHtml,
  respondJson,
  startMisbehavingServer,
  truncateResponse,
} from './misbehaving-server.ts';

/** The time limit of calls that reach it, and of those that must fail before it even on a busy machine. */
const [reachedMs, distantMs] = [1_500, 60_000];
/** The tolerance for an error on a busy machine. */
const late = 10_000;

/** The error of a count against such a server, and the number of requests. */
async function met(handler: Handler, timeoutMs: number): Promise<{ error: unknown; requestCount: number; ms: number }> {
  await using server = await startMisbehavingServer(handler);
  const began = performance.now();
  const error = await createClient({ url: server.url, timeoutMs, retries: 1 })
    .visits.count()
    .then(
      () => expect.fail('It should have failed.'),
      (thrown: unknown) => thrown,
    );
  return { error, requestCount: server.requests.length, ms: performance.now() - began };
}

describe('a misbehaving server causes an error of the right class within the time limit', () => {
  it.each([
    ['never responds', neverRespond, TimeoutError, { code: 'TIMEOUT' }, 1],
    ['sends its response byte by byte', dripForever, TimeoutError, { code: 'TIMEOUT' }, 1],
    ['closes the connection', hangUp, NetworkError, { code: 'NETWORK', status: undefined }, 2],
    [
      'closes the connection in the middle of the response',
      truncateResponse,
      NetworkError,
      { code: 'NETWORK', status: undefined },
      2,
    ],
    ['returns 429', respondHtml(429), RateLimitError, { code: 'RATE_LIMITED', status: 429 }, 2],
    [
      'returns 429 for an hour',
      respondHtml(429, { 'retry-after': '3600' }),
      RateLimitError,
      { retryAfterMs: 3_600_000 },
      1,
    ],
    ['returns 500', respondError('INTERNAL', 500), ChanceryError, { code: 'INTERNAL', status: 500 }, 1],
    ['returns 502 with an HTML page', respondHtml(502), NetworkError, { code: 'NETWORK', status: 502 }, 2],
    [
      'returns 503 temporarily',
      respondHtml(503, { 'retry-after': '0' }),
      NetworkError,
      { status: 503, retryAfterMs: 0 },
      2,
    ],
    ['returns HTML with status 200', respondHtml(200), NetworkError, { code: 'NETWORK', status: 200 }, 1],
    [
      'returns JSON that is not a GraphQL response',
      respondJson({ hello: 'world' }),
      NetworkError,
      { code: 'NETWORK' },
      1,
    ],
    [
      'returns malformed errors',
      respondJson({ data: null, errors: ['oops', null] }),
      NetworkError,
      { code: 'NETWORK' },
      1,
    ],
    [
      'returns an unknown error code',
      respondError('TOO_EARLY', 200),
      ChanceryError,
      { code: 'TOO_EARLY', message: 'It was TOO_EARLY.' },
      1,
    ],
    [
      'returns an error code that is not text',
      respondJson({ errors: [{ message: 'Hm.', extensions: { code: 7 } }] }),
      ChanceryError,
      { code: 'UNKNOWN' },
      1,
    ],
    [
      'returns partial data',
      respondJson({
        data: { page: { totalCount: 1 } },
        errors: [{ message: 'Half of it.', extensions: { code: 'INTERNAL' } }],
      }),
      PartialDataError,
      { code: 'INTERNAL', data: { page: { totalCount: 1 } } },
      1,
    ],
    ['rejects the request', respondError('BAD_INPUT', 400), InvalidInputError, { code: 'BAD_INPUT' }, 1],
  ])('%s', async (_name, handler, type, expected, times) => {
    const timeoutMs = type === TimeoutError ? reachedMs : distantMs;
    const { error, requestCount, ms } = await met(handler, timeoutMs);
    expect((error as Error).constructor).toBe(type);
    expect(error).toMatchObject({ name: type.name, ...expected });
    expect(requestCount).toBe(times);
    expect(ms).toBeLessThan(type === TimeoutError ? timeoutMs + late : late);
  });

  it('refuses connections', async () => {
    const gone = createServer();
    await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve));
    const { port } = gone.address() as AddressInfo;
    await new Promise((resolve) => gone.close(resolve));
    const call = createClient({ url: `http://127.0.0.1:${port}/graphql`, retries: 1 }).visits.count();
    expect(await safe(call)).toMatchObject({ ok: false, error: { name: 'NetworkError', status: undefined } });
  });

  it('interrupts its change stream, which is then resumed', async () => {
    const event = (sequence: number) => `event: next\ndata: {"data":{"change":{"sequence":${sequence}}}}\n\n`;
    const reads = [Promise.withResolvers<void>(), Promise.withResolvers<void>()] as const;
    await using server = await startMisbehavingServer(
      breakStream(event(1) + event(2).slice(0, 30), reads[0].promise),
      hangUp,
      breakStream(event(2), reads[1].promise),
      respondHtml(500),
    );
    const seen: number[] = [];
    const walk = async () => {
      for await (const { sequence } of createClient({ url: server.url }).changes.follow({ afterSequence: 0 })) {
        seen.push(sequence);
        reads[seen.length - 1]?.resolve();
      }
    };
    await expect(walk()).rejects.toMatchObject({ name: 'NetworkError', status: 500 });
    expect(seen).toEqual([1, 2]);
    expect(server.requests.map(({ body }) => JSON.parse(body).variables.afterSequence)).toEqual([0, 1, 1, 2]);
  });
});

describe('a server that is newer than the SDK', () => {
  const client = (data: unknown) =>
    createClient({ url: 'http://chancery.test/graphql', fetch: () => Response.json({ data }) });

  it('may have additional enum values', async () => {
    const visit = { key: 'v1', status: 'ABANDONED' } as unknown as Visit;
    const pageInfo = { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null };
    expect((await client({ page: { nodes: [visit], pageInfo } }).visits.list()).nodes).toEqual([visit]);
  });

  it('may have additional members of an interface or a union, which still report their type name', async () => {
    const treaty = { __typename: 'Treaty', id: 'VHJlYXR5' } as unknown as Entry;
    expect(await client({ found: treaty }).entries.get('VHJlYXR5')).toEqual(treaty);
    const errors = [{ __typename: 'LockedError', code: 'LOCKED', message: 'Later.' }];
    const locked = { __typename: 'VisitPayload', visit: null, errors } as unknown as VisitPayload;
    expect(await client({ result: locked }).visits.correct('v1', {}, { source: 'gazette' })).toEqual(locked);
  });
});

it('waits for a server that takes a while to come back', async () => {
  await using server = await startMisbehavingServer(
    hangUp,
    respondHtml(503, { 'retry-after': '0' }),
    respondJson(countResponse),
  );
  expect(await createClient({ url: server.url }).request(CountVisitsDocument)).toEqual(countResponse.data);
  expect(server.requests).toHaveLength(3);
});

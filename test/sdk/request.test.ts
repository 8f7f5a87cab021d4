import { describe, expect, it, vi } from 'vitest';
import {
  ChanceryError,
  ConflictError,
  CountVisitsDocument,
  createRequest,
  InvalidInputError,
  NetworkError,
  NotFoundError,
  PartialDataError,
  RateLimitError,
  TimeoutError,
  UnavailableError,
} from '../../sdk/src/index.ts';

const url = 'http://chancery.test/graphql';
type Handler = (request: Request) => Response | Promise<Response>;

/** Each request is sent once: test/sdk/retry.test.ts covers retries. */
const requestTo = (fetch: Handler, timeoutMs = 1000) => createRequest({ url, fetch, timeoutMs, retries: 0 });
const answer = (body: unknown, init: ResponseInit = {}) => Response.json(body, init);
const failed = (code: string, more: object = {}) => ({
  errors: [{ message: `It was ${code}.`, path: ['page'], extensions: { code, ...more } }],
});
const counted = { data: { page: { totalCount: 4 } } };

/** The error of a count of visits. */
const failureOf = (handler: Handler, timeoutMs?: number): Promise<unknown> =>
  requestTo(
    handler,
    timeoutMs,
  )(CountVisitsDocument).then(
    () => expect.fail('It should have failed.'),
    (error: unknown) => error,
  );

/** A server that receives the request and never responds, ignoring the signal too. */
const deaf: Handler = () => new Promise(() => {});

describe('the request', () => {
  it('is a POST of JSON that accepts GraphQL over HTTP', async () => {
    const seen: Request[] = [];
    const request = requestTo((it) => {
      seen.push(it);
      return answer(counted);
    });
    const variables = { filter: { host: { code: { eq: 'KZ' } } } };
    expect(await request(CountVisitsDocument, variables)).toEqual({ page: { totalCount: 4 } });
    const [sent] = seen;
    expect(sent?.method).toBe('POST');
    expect(sent?.url).toBe(url);
    expect(sent?.headers.get('content-type')).toBe('application/json');
    expect(sent?.headers.get('accept')).toBe('application/graphql-response+json, application/json');
    expect(await sent?.json()).toEqual({ query: CountVisitsDocument, variables });
  });

  it('takes headers from an object or calls a function before each request; a call adds and replaces', async () => {
    const seen: (string | null)[][] = [];
    const fetch: Handler = ({ headers }) => {
      seen.push([headers.get('authorization'), headers.get('x-trace')]);
      return answer(counted);
    };
    await createRequest({ url, fetch, headers: { authorization: 'Bearer 0' } })(CountVisitsDocument);
    let turn = 0;
    const request = createRequest({
      url,
      fetch,
      headers: async () => ({ authorization: `Bearer ${++turn}`, 'x-trace': 'a' }),
    });
    await request(CountVisitsDocument);
    await request(CountVisitsDocument, {}, { headers: new Headers({ 'X-Trace': 'b' }) });
    expect(seen).toEqual([
      ['Bearer 0', null],
      ['Bearer 1', 'a'],
      ['Bearer 2', 'b'],
    ]);
  });

  it("uses the runtime's fetch unless another is given", async () => {
    const fetch = vi.spyOn(globalThis, 'fetch').mockImplementation(async () => answer(counted));
    try {
      await createRequest({ url: new URL(url) })(CountVisitsDocument);
      expect(fetch).toHaveBeenCalledOnce();
    } finally {
      fetch.mockRestore();
    }
  });

  it('accepts a plain string, and a document that only has toString', async () => {
    const request = requestTo(async (it) => answer({ data: { echo: ((await it.json()) as { query: string }).query } }));
    expect(await request<{ echo: string }, object>('{ echo }')).toEqual({ echo: '{ echo }' });
    expect(await request(new String('{ echo }'))).toEqual({ echo: '{ echo }' });
  });
});

describe('a parsed document', () => {
  const document = { kind: 'Document', definitions: [] };
  const echo: Handler = async (it) => answer({ data: { echo: ((await it.json()) as { query: string }).query } });

  it("is printed by the client's print function", async () => {
    const request = createRequest({ url, fetch: echo, print: ({ kind }: typeof document) => `{ ${kind} }` });
    const parsed: object = document;
    expect(await request(parsed)).toEqual({ echo: '{ Document }' });
  });

  it('may have its text attached; without it, nothing is sent', async () => {
    expect(await requestTo(echo)({ ...document, loc: { source: { body: '{ echo }' } } } as object)).toEqual({
      echo: '{ echo }',
    });
    const fetch = vi.fn(echo);
    await expect(requestTo(fetch)(document as object)).rejects.toThrow(TypeError);
    expect(fetch).not.toHaveBeenCalled();
  });
});

describe('server errors', () => {
  it.each([
    ['BAD_INPUT', InvalidInputError],
    ['NOT_FOUND', NotFoundError],
    ['CONFLICT', ConflictError],
    ['RATE_LIMITED', RateLimitError],
    ['TIMEOUT', TimeoutError],
    ['UNAVAILABLE', UnavailableError],
    ['COST_LIMIT', ChanceryError],
    ['GRAPHQL_VALIDATION_FAILED', ChanceryError],
    ['NOT_YET_INVENTED', ChanceryError],
  ])('%s has its error class', async (code, type) => {
    const error = await failureOf(() => answer(failed(code), { status: 400, headers: { 'x-request-id': 'r1' } }));
    expect((error as Error).constructor).toBe(type);
    expect(error).toMatchObject({
      name: type.name,
      code,
      message: `It was ${code}.`,
      status: 400,
      requestId: 'r1',
      path: ['page'],
    });
  });

  it('a code named like a prototype property has no class', async () => {
    expect(await failureOf(() => answer(failed('constructor')))).toMatchObject({
      name: 'ChanceryError',
      code: 'constructor',
    });
  });

  it('an error without a code is UNKNOWN', async () => {
    expect(await failureOf(() => answer({ errors: [{ message: 'Hm.' }] }))).toMatchObject({
      code: 'UNKNOWN',
      message: 'Hm.',
    });
  });

  it('includes the field of an invalid input', async () => {
    const error = await failureOf(() =>
      answer(failed('BAD_INPUT', { field: 'filter.host.code.eq', value: 'XQ', requestId: 'r2' })),
    );
    const fields = [{ path: ['filter', 'host', 'code', 'eq'], message: 'It was BAD_INPUT.', value: 'XQ' }];
    expect(error).toMatchObject({ field: 'filter.host.code.eq', fields, requestId: 'r2' });
    expect(await failureOf(() => answer(failed('BAD_INPUT')))).toMatchObject({
      fields: [{ path: [], message: 'It was BAD_INPUT.' }],
    });
  });

  it('includes the data returned with errors', async () => {
    const body = { data: { a: 1, b: null }, ...failed('INTERNAL') };
    const error = await failureOf(() => answer(body));
    expect(error).toBeInstanceOf(PartialDataError);
    expect(error).toMatchObject({ code: 'INTERNAL', data: { a: 1, b: null }, errors: body.errors });
  });

  it('throws the error alone when every root field is null', async () => {
    expect(await failureOf(() => answer({ data: { found: null }, ...failed('BAD_INPUT') }))).toBeInstanceOf(
      InvalidInputError,
    );
    expect(await failureOf(() => answer({ data: null, ...failed('BAD_INPUT') }))).toBeInstanceOf(InvalidInputError);
  });

  it.each([
    ['3', 3000],
    ['0', 0],
    ['soon', undefined],
    [new Date(Date.now() - 60_000).toUTCString(), 0],
  ])('Retry-After: %s', async (header, retryAfterMs) => {
    const page = new Response('slow down', { status: 429, headers: { 'retry-after': header } });
    const error = await failureOf(() => page);
    expect(error).toBeInstanceOf(RateLimitError);
    expect(error).toMatchObject({ code: 'RATE_LIMITED', status: 429, retryAfterMs });
  });

  it('Retry-After: a future date', async () => {
    const header = new Date(Date.now() + 60_000).toUTCString();
    const error = await failureOf(() =>
      answer(failed('RATE_LIMITED'), { status: 429, headers: { 'retry-after': header } }),
    );
    expect((error as RateLimitError).retryAfterMs).toBeGreaterThan(55_000);
  });
});

describe('invalid responses', () => {
  it.each([
    [
      'an HTML page',
      () => new Response('<h1>Bad gateway</h1>', { status: 502, headers: { 'content-type': 'text/html' } }),
      502,
    ],
    [
      'an HTML page with status 200',
      () => new Response('<h1>Hello</h1>', { headers: { 'content-type': 'text/html' } }),
      200,
    ],
    ['JSON of another shape', () => answer({ message: 'Not Found' }, { status: 404 }), 404],
    ['JSON that is not an object', () => answer([1]), 200],
    ['an empty body', () => new Response(null, { status: 204 }), 204],
    ['truncated JSON', () => new Response('{"data":{"page":'), 200],
    ['null data without errors', () => answer({ data: null }), 200],
    ['an empty list of errors', () => answer({ errors: [] }), 200],
    ['valid data with an error status', () => answer(counted, { status: 500 }), 500],
  ])('%s', async (_name, handler, status) => {
    const error = await failureOf(handler);
    expect(error).toBeInstanceOf(NetworkError);
    expect(error).toMatchObject({ code: 'NETWORK', status });
  });

  it('names the status and media type of the response', async () => {
    const error = await failureOf(
      () => new Response('<h1>', { status: 502, headers: { 'content-type': 'text/html' } }),
    );
    expect((error as Error).message).toBe(
      'The server responded with status 502 and a body that is not GraphQL (text/html).',
    );
  });

  it('no connection', async () => {
    const cause = new TypeError('fetch failed');
    const error = await failureOf(() => Promise.reject(cause));
    expect(error).toBeInstanceOf(NetworkError);
    expect(error).toMatchObject({ message: `No complete response from ${url}.`, cause, status: undefined });
  });

  it('a response body that is interrupted', async () => {
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode('{"data":'));
        controller.error(new Error('reset'));
      },
    });
    expect(await failureOf(() => new Response(body))).toBeInstanceOf(NetworkError);
  });

  it('an error thrown by the header function is passed on', async () => {
    const own = new Error('no token');
    const request = createRequest({ url, fetch: () => answer(counted), headers: () => Promise.reject(own) });
    await expect(request(CountVisitsDocument)).rejects.toBe(own);
  });
});

describe('time limits and signals', () => {
  it('fails after timeoutMs and aborts fetch', async () => {
    let signal: AbortSignal | undefined;
    const error = await failureOf((it) => {
      signal = it.signal;
      return deaf(it);
    }, 20);
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toMatchObject({ code: 'TIMEOUT', message: 'No complete response within 20 ms.', status: undefined });
    expect(signal?.aborted).toBe(true);
  });

  it('includes the time to read the body', async () => {
    expect(await failureOf(() => new Response(new ReadableStream({})), 20)).toBeInstanceOf(TimeoutError);
  });

  it('a call may set another limit, or none', async () => {
    const late: Handler = () => new Promise((resolve) => setTimeout(() => resolve(answer(counted)), 40));
    await expect(
      requestTo(late, 10)(CountVisitsDocument, {}, { timeoutMs: Number.POSITIVE_INFINITY }),
    ).resolves.toEqual(counted.data);
    await expect(requestTo(late)(CountVisitsDocument, {}, { timeoutMs: 10 })).rejects.toBeInstanceOf(TimeoutError);
  });

  it("throws the reason of the caller's signal", async () => {
    const controller = new AbortController();
    const reason = new Error('the page was left');
    const pending = requestTo(deaf)(CountVisitsDocument, {}, { signal: controller.signal });
    controller.abort(reason);
    await expect(pending).rejects.toBe(reason);
  });

  it('sends nothing after the signal is aborted', async () => {
    const fetch = vi.fn(() => answer(counted));
    await expect(requestTo(fetch)(CountVisitsDocument, {}, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      name: 'AbortError',
    });
    expect(fetch).not.toHaveBeenCalled();
  });

  it('leaves no timer and no listener behind', async () => {
    vi.useFakeTimers();
    try {
      const { signal } = new AbortController();
      const removed = vi.spyOn(signal, 'removeEventListener');
      await requestTo(() => answer(counted))(CountVisitsDocument, {}, { signal });
      expect(vi.getTimerCount()).toBe(0);
      expect(removed).toHaveBeenCalledOnce();
    } finally {
      vi.useRealTimers();
    }
  });
});

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  CountVisitsDocument,
  createClient,
  NetworkError,
  RateLimitError,
  TimeoutError,
  UnavailableError,
} from '../../sdk/src/index.ts';
import { computeBackoffMs, isTransientError } from '../../sdk/src/retry.ts';

const url = 'http://chancery.test/graphql';
const counted = () => Response.json({ data: { page: { totalCount: 4 } } });
const busy = (retryAfter?: string) => () =>
  new Response(null, { status: 429, headers: retryAfter === undefined ? {} : { 'retry-after': retryAfter } });
const down = () => Promise.reject(new TypeError('fetch failed'));

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance', 'Date'] }));
afterEach(() => void vi.useRealTimers());

type Handler = () => Response | Promise<Response>;

/**
 * A server that responds in turn with these, repeating the last; records when each request arrived,
 * in milliseconds.
 */
function server(...handlers: readonly Handler[]) {
  const began = performance.now();
  const at: number[] = [];
  const fetch = () => {
    at.push(performance.now() - began);
    return (handlers[at.length - 1] ?? handlers.at(-1) ?? expect.fail())();
  };
  return { at, fetch };
}

/** The result of a call after all its waits. */
async function outcome<T>(call: Promise<T>): Promise<T | unknown> {
  const settled = call.catch((error: unknown) => error);
  await vi.runAllTimersAsync();
  return settled;
}

describe('a failing call', () => {
  it('is retried twice by default', async () => {
    const { at, fetch } = server(down, busy(), counted);
    expect(await outcome(createClient({ url, fetch }).visits.count())).toBe(4);
    expect(at).toHaveLength(3);
    const other = server(down);
    expect(await outcome(createClient({ url, fetch: other.fetch }).visits.count())).toBeInstanceOf(NetworkError);
    expect(other.at).toHaveLength(3);
  });

  it.each([
    [{ retries: 5 }, {}, 6],
    [{ retries: 5 }, { retries: 0 }, 1],
    [{ retries: 0 }, { retries: 1 }, 2],
  ])('is retried as often as the client %o and the call %o specify', async (ofClient, ofCall, times) => {
    const { at, fetch } = server(down);
    await outcome(createClient({ url, fetch, ...ofClient }).visits.count({}, ofCall));
    expect(at).toHaveLength(times);
  });

  it.each([
    [400, 1],
    [401, 1],
    [404, 1],
    [429, 3],
    [500, 1],
    [502, 3],
    [503, 3],
    [504, 3],
  ])('with %i is sent %i times', async (status, times) => {
    const { at, fetch } = server(() => new Response('<h1>', { status }));
    await outcome(createClient({ url, fetch }).visits.count());
    expect(at).toHaveLength(times);
  });

  it('waits as long as Retry-After specifies, plus jitter', async () => {
    const { at, fetch } = server(busy('2'), busy(new Date(Date.now() + 7000).toUTCString()), counted);
    expect(await outcome(createClient({ url, fetch }).visits.count())).toBe(4);
    const [, second = 0, third = 0] = at;
    expect(second).toBeGreaterThanOrEqual(2000);
    expect(second).toBeLessThan(2250);
    // HTTP dates have whole seconds.
    expect(third).toBeGreaterThan(6000);
    expect(third).toBeLessThan(7500);
  });

  it('throws its error when no time is left to wait', async () => {
    const { at, fetch } = server(busy('60'));
    expect(await outcome(createClient({ url, fetch }).visits.count())).toBeInstanceOf(RateLimitError);
    expect([at, performance.now()]).toEqual([[0], expect.toSatisfy((now: number) => now < 60_000)]);
  });

  it('is bounded by timeoutMs in total', async () => {
    const slow = () =>
      new Promise<Response>((_resolve, reject) => setTimeout(() => reject(new TypeError('reset')), 400));
    const { at, fetch } = server(slow);
    expect(await outcome(createClient({ url, fetch, timeoutMs: 1000, retries: 100 }).visits.count())).toSatisfy(
      (error) => error instanceof TimeoutError || error instanceof NetworkError,
    );
    expect(at.length).toBeGreaterThan(1);
    expect(at.at(-1)).toBeLessThan(1000);
  });

  it('ends during a wait when its signal aborts', async () => {
    const { at, fetch } = server(busy('10'));
    const controller = new AbortController();
    const reason = new Error('the page was left');
    const call = createClient({ url, fetch }).visits.count({}, { signal: controller.signal });
    const settled = expect(call).rejects.toBe(reason);
    await vi.advanceTimersByTimeAsync(1000);
    controller.abort(reason);
    await settled;
    await vi.runAllTimersAsync();
    expect([at.length, vi.getTimerCount()]).toEqual([1, 0]);
  });

  it('computes its headers for each attempt', async () => {
    const tokens: (string | null)[] = [];
    let turn = 0;
    const fetch = (request: Request) => {
      tokens.push(request.headers.get('authorization'));
      return tokens.length < 3 ? busy()() : counted();
    };
    await outcome(createClient({ url, fetch, headers: () => ({ authorization: `Bearer ${++turn}` }) }).visits.count());
    expect(tokens).toEqual(['Bearer 1', 'Bearer 2', 'Bearer 3']);
  });
});

describe('a mutation', () => {
  const respond = () => Response.json({ data: { result: { __typename: 'TripPayload' } } });

  it('is sent once, since it may have been executed', async () => {
    const { at, fetch } = server(down, respond);
    const client = createClient({ url, fetch });
    expect(await outcome(client.trips.record({ key: 't' }, { source: 'gazette' }))).toBeInstanceOf(NetworkError);
    expect(
      await outcome(client.request('mutation { withdraw(input: { key: "v1", reason: "So." }) { changed } }')),
    ).not.toBeInstanceOf(Error);
    expect(at).toHaveLength(2);
  });

  it('with an idempotency key is retried', async () => {
    const { at, fetch } = server(down, respond);
    const call = createClient({ url, fetch }).trips.record(
      { key: 't' },
      { source: 'gazette', idempotencyKey: 'report-17' },
    );
    expect(await outcome(call)).toEqual({ __typename: 'TripPayload' });
    expect(at).toHaveLength(2);
  });
});

describe('the waits', () => {
  const error = new NetworkError('NETWORK', 'It failed.');

  it('are random up to a bound that doubles, at most five seconds', () => {
    const random = vi.spyOn(Math, 'random');
    random.mockReturnValue(0);
    expect([0, 1, 9].map((failures) => computeBackoffMs(failures, error))).toEqual([0, 0, 0]);
    random.mockReturnValue(0.999_999);
    expect([0, 1, 2, 3, 4, 5, 50].map((failures) => Math.round(computeBackoffMs(failures, error)))).toEqual([
      250, 500, 1000, 2000, 4000, 5000, 5000,
    ]);
    random.mockRestore();
  });

  it('apply to a database that cannot be used only if the server names a time', () => {
    const details = { status: 503, errors: [{ message: 'Full.', extensions: { reason: 'DISK_FULL' } }] };
    const unavailable = (retryAfterMs?: number) =>
      new UnavailableError('UNAVAILABLE', 'Full.', { ...details, retryAfterMs });
    expect([unavailable(1_000), unavailable()].map(isTransientError)).toEqual([true, false]);
    expect([unavailable().reason, new UnavailableError('UNAVAILABLE', 'Full.').reason]).toEqual([
      'DISK_FULL',
      undefined,
    ]);
  });

  it('do not apply to permanent errors', () => {
    expect(isTransientError(error)).toBe(true);
    expect([new TimeoutError('TIMEOUT', 'No.'), new Error('own'), 'text', undefined].map(isTransientError)).toEqual([
      false,
      false,
      false,
      false,
    ]);
    expect(isTransientError(new NetworkError('NETWORK', 'A page.', { status: 200 }))).toBe(false);
  });
});

it('a header function that throws is not called again', async () => {
  const own = new Error('no token');
  const headers = vi.fn(() => Promise.reject(own));
  await expect(createClient({ url, fetch: counted, headers }).request(CountVisitsDocument)).rejects.toBe(own);
  expect(headers).toHaveBeenCalledOnce();
});

import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { CountVisitsDocument, createClient, InvalidInputError, ListVisitsDocument } from '../../sdk/src/index.ts';
import { createApi } from '../../src/api/create-api.ts';
import { readManifest } from '../../src/server/persisted-manifest.ts';
import { openApiFixture } from '../helpers/api-fixture.ts';
import { collect } from './collect.ts';

const url = 'http://chancery.test/graphql';
const manifest = join(import.meta.dirname, '../../sdk/src/generated/persisted-documents.json');
const counted = { data: { page: { totalCount: 4 } } };
afterEach(() => void vi.unstubAllGlobals());

interface Sent {
  readonly method: string;
  readonly search: URLSearchParams;
  readonly query: string | undefined;
  readonly length: number;
}

/** A client that sends document hashes, a server with these responses, and the sent requests. */
function client(answer: (request: Request) => Response | Promise<Response>, address = url) {
  const sent: Sent[] = [];
  const fetch = async (request: Request) => {
    const { method, url: whole } = request;
    const body = method === 'POST' ? ((await request.clone().json()) as { query?: string }) : {};
    sent.push({ method, search: new URL(whole).searchParams, query: body.query, length: whole.length });
    return answer(request);
  };
  return { sent, client: createClient({ url: address, fetch, persisted: true, retries: 0 }) };
}
const miss = (code: string) => () => Response.json({ errors: [{ message: 'No.', extensions: { code } }] });
const toPostOnly = (refusal: () => Response) => (request: Request) =>
  request.method === 'GET' ? refusal() : Response.json(counted);
const hash = /^sha256:[0-9a-f]{64}$/;

describe('a query', () => {
  it('is a GET with the hash and the variables, without a preflight request', async () => {
    const requests: Request[] = [];
    const { client: asking, sent } = client((request) => {
      requests.push(request);
      return Response.json(counted);
    }, `${url}?key=a`);
    const filter = { host: { code: { eq: 'KZ' } } };
    expect(await asking.visits.count({ filter })).toBe(4);
    expect(await asking.visits.count()).toBe(4);
    expect(sent.map(({ method }) => method)).toEqual(['GET', 'GET']);
    expect(sent[0]?.search.get('key')).toBe('a');
    expect(sent[0]?.search.get('documentId')).toMatch(hash);
    expect(JSON.parse(sent[0]?.search.get('variables') ?? '')).toEqual({ filter });
    expect(sent[1]?.search.has('variables')).toBe(false);
    expect([...(requests[0]?.headers.keys() ?? [])]).toEqual(['accept']);
  });

  it('is sent as text by default', async () => {
    const methods: string[] = [];
    const fetch = ({ method }: Request) => {
      methods.push(method);
      return Response.json(counted);
    };
    await createClient({ url, fetch }).visits.count();
    expect(methods).toEqual(['POST']);
  });

  it.each([
    ['a server', miss('PERSISTED_QUERY_NOT_FOUND')],
    ['a server with a manifest only', miss('PERSISTED_QUERY_NOT_SUPPORTED')],
    ['a server without GET', () => new Response('<h1>', { status: 405 })],
  ])('that is unknown to %s is sent as text, then and later', async (_name, refusal) => {
    const { client: asking, sent } = client(toPostOnly(refusal));
    expect(await asking.visits.count()).toBe(4);
    expect(await asking.visits.count()).toBe(4);
    expect(sent.map(({ method, query }) => [method, query])).toEqual([
      ['GET', undefined],
      ['POST', CountVisitsDocument],
      ['POST', CountVisitsDocument],
    ]);
    // Other documents may be known.
    await asking.request(ListVisitsDocument).catch(() => {});
    expect(sent[3]?.method).toBe('GET');
  });

  it('that is invalid is not sent again as text', async () => {
    const { client: asking, sent } = client(() =>
      Response.json({ errors: [{ message: 'No.', extensions: { code: 'BAD_INPUT' } }] }),
    );
    await expect(asking.visits.count()).rejects.toBeInstanceOf(InvalidInputError);
    expect(sent).toHaveLength(1);
  });

  it('is sent as text when the URL would be too long or hashing is unavailable', async () => {
    const { client: asking, sent } = client(() => Response.json(counted));
    const codes = Array.from({ length: 400 }, () => 'KZ');
    await asking.visits.count({ filter: { host: { code: { in: codes } } } });
    vi.stubGlobal('crypto', undefined);
    await asking.visits.count();
    vi.stubGlobal('crypto', {});
    await asking.visits.count();
    expect(sent.map(({ method }) => method)).toEqual(['POST', 'POST', 'POST']);
  });
});

it('a mutation is sent as text', async () => {
  const { client: asking, sent } = client(() => Response.json({ data: { result: { __typename: 'TripPayload' } } }));
  await asking.trips.record({ key: 't' }, { source: 'gazette' });
  expect(sent.map(({ method }) => method)).toEqual(['POST']);
});

it('a server knows every document of the SDK, and responses are cached by their tags', async () => {
  await using fixture = await openApiFixture();
  const api = createApi({
    db: fixture.db,
    persistedDocuments: { manifest: await readManifest(manifest), isManifestOnly: true },
  });
  const { client: asking, sent } = client((request) => api.fetch(request));
  expect(await asking.countries.count()).toBeGreaterThan(100);
  expect((await collect(asking.statements.each({ first: 5 }))).length).toBe(await asking.statements.count());
  expect(sent.every(({ method }) => method === 'GET')).toBe(true);
  await api.dispose();
});

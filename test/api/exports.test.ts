import { setImmediate } from 'node:timers/promises';
import { parse } from 'csv-parse/sync';
import { strFromU8, unzipSync } from 'fflate';
import { parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type ApiOptions, createApi } from '../../src/api/create-api.ts';
import { createExportContents } from '../../src/api/export/export-contents.ts';
import { exportLists, getList } from '../../src/api/export/export-lists.ts';
import { ListReader } from '../../src/api/export/read-list.ts';
import { streamParts } from '../../src/api/export/stream-parts.ts';
import { importRecords } from '../../src/ingest/import-records.ts';
import { writeExport } from '../../src/store/export/export-format.ts';
import type { Write } from '../../src/store/export/table.ts';
import { ReaderPool } from '../../src/store/reader-pool.ts';
import { createToken } from '../../src/store/write/token.ts';
import { type ApiFixture, NoQuickStatements, openApiFixture } from '../helpers/api-fixture.ts';

type Row = Record<string, string>;
interface ErrorBody {
  errors: { message: string; extensions: { code: string; field?: string } }[];
}

let fixture: ApiFixture;
let token: string;
beforeAll(async () => {
  fixture = await openApiFixture({ generated: true });
  ({ token } = await fixture.db.write((tx) =>
    createToken(tx, { holder: 'Ada', role: 'EDITOR', days: 10 }, new Date()),
  ));
});
afterAll(() => fixture[Symbol.asyncDispose]());

const fetchExport = (path: string, init: RequestInit = {}, { fetch }: Pick<ApiFixture, 'fetch'> = fixture) =>
  fetch(`/export/${path}`, init);
const readRows = async (response: Response): Promise<Row[]> => parse(await response.text(), { columns: true }) as Row[];
const search = (parameters: object): string =>
  `?${new URLSearchParams(
    Object.entries(parameters).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  )}`;
const readLinks = (response: Response): Record<string, string> =>
  Object.fromEntries(
    [...(response.headers.get('link') ?? '').matchAll(/<([^>]+)>; rel="(\w+)"/g)].map(([, url, rel]) => [rel, url]),
  );
const readError = async (response: Response) => {
  const { errors } = (await response.json()) as ErrorBody;
  return { status: response.status, ...errors[0]?.extensions, message: errors[0]?.message };
};

/** Runs `work` with an API of other limits, over the same database. */
async function withApi<T>(options: Partial<ApiOptions>, work: (api: Pick<ApiFixture, 'fetch'>) => Promise<T>) {
  const api = createApi({ db: fixture.db, ...options });
  try {
    return await work({ fetch: (path, init) => api.fetch(new Request(new URL(path, 'http://chancery.test'), init)) });
  } finally {
    await api.dispose();
  }
}

const host = 'US';
/** The generated visits, and those of the dossier. */
const visitCount = 3_002;
const atHost = { filter: { host: { code: { eq: host } }, start: { onOrAfter: '1990-01-01' } } };

describe('rows', () => {
  test('are those of the list in the API, in the same order', async () => {
    const orderBy = [{ field: 'START', direction: 'ASC' }];
    const { data } = await fixture.execute(
      'query ($filter: VisitFilter, $orderBy: [VisitOrder!]) { visits(filter: $filter, orderBy: $orderBy, first: 100) { totalCount nodes { key place host { code } } } }',
      { ...atHost, orderBy },
    );
    const rows = await readRows(await fetchExport(`visits.csv${search({ ...atHost, orderBy })}`));
    expect(rows.length).toBe(data.visits.totalCount);
    expect(
      rows.slice(0, 100).map(({ key, place, host }) => ({ key, place: place || null, host: { code: host } })),
    ).toEqual(data.visits.nodes);
  });

  test.each([...exportLists.keys()])(
    'of %s have a header and as many rows as the list, up to a limit',
    async (name) => {
      const field = name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
      const { data } = await fixture.execute(`{ ${field} { totalCount } }`);
      const response = await fetchExport(`${name}.csv?first=250`);
      expect(response.status).toBe(200);
      const lines = parse(await response.text()) as string[][];
      expect(lines[0]).toContain(name === 'trade-flows' ? 'year' : name === 'coverages' ? 'about' : 'key');
      expect(lines.length - 1).toBe(Math.min(250, data[field].totalCount));
    },
  );

  test('are equal in all formats of tables', async () => {
    const query = search(atHost);
    const csv = await readRows(await fetchExport(`visits.csv${query}`));
    const lines = (await (await fetchExport(`visits.jsonl${query}`)).text()).trim().split('\n');
    expect(lines.map((line) => JSON.parse(line).key)).toEqual(csv.map(({ key }) => key));
    const bytes = new Uint8Array(await (await fetchExport(`visits.parquet${query}`)).arrayBuffer()).buffer;
    const parquet = await parquetReadObjects({ file: bytes });
    expect(parquet.map(({ key, leg, ...row }) => [key, leg, (row['travellers.party'] as string[]).join('; ')])).toEqual(
      csv.map(({ key, leg, ...row }) => [key, leg ? BigInt(leg) : null, row['travellers.party']]),
    );
  });

  test('come from reader threads too, with the same bytes', async () => {
    const threads = new ReaderPool({ path: fixture.db.path, threads: 1, history: new NoQuickStatements() });
    const expected = await (await fetchExport(`visits.csv${search(atHost)}`)).text();
    await withApi({ threads }, async (api) => {
      const responses = await Promise.all([1, 2, 3].map(() => fetchExport(`visits.csv${search(atHost)}`, {}, api)));
      expect(await Promise.all(responses.map((response) => response.text()))).toEqual(Array(3).fill(expected));
    });
    await threads.close();
  });
});

describe('other formats', () => {
  test('a network has the visits that match', async () => {
    const text = await (await fetchExport(`visits.gexf${search(atHost)}`)).text();
    const { data } = await fixture.execute(
      `query ($filter: VisitFilter!) { visitCounts(filter: { and: [$filter, { status: [COMPLETED] }] }, by: [TRAVELLER_COUNTRY, YEAR], orderBy: DIMENSION) { year travellerCountry { code } count } }`,
      atHost,
    );
    const counts = data.visitCounts as { year: number; travellerCountry: { code: string } | null; count: number }[];
    const edges = [
      ...text.matchAll(
        /<edge id="\d+" source="(\w+)" target="(\w+)" weight="(\d+)" start="(\d{4})-01-01" end="\4-12-31">/g,
      ),
    ];
    expect(edges.map(([, from, to, weight, year]) => [from, to, Number(weight), Number(year)])).toEqual(
      counts.flatMap(({ year, travellerCountry, count }) =>
        travellerCountry ? [[travellerCountry.code, host, count, year]] : [],
      ),
    );
  });

  test('JSON-LD has nodes with a context, and references as ids', async () => {
    const document = JSON.parse(await (await fetchExport('visits.jsonld?first=1')).text());
    expect(document['@context'].Visit['@context'].host).toEqual({ '@id': 'schema:location', '@type': '@id' });
    expect(document['@graph']).toHaveLength(1);
    expect(document['@graph'][0]).toMatchObject({
      '@id': expect.stringMatching(/^urn:chancery:visit:/),
      '@type': ['Visit', 'schema:Event'],
      host: expect.stringMatching(/^urn:chancery:party:/),
    });
  });

  test('a data package has a descriptor with the permalink, and tables of records and lists', async () => {
    const bytes = new Uint8Array(await (await fetchExport('visits.zip?first=10')).arrayBuffer());
    const files = unzipSync(bytes);
    const text = (name: string): string => strFromU8(files[name] ?? new Uint8Array());
    const descriptor = JSON.parse(text('datapackage.json'));
    expect(descriptor.version).toBe(`${fixture.db.epoch}:${await readSequenceHeader()}`);
    expect(descriptor.homepage).toMatch(/^http:\/\/chancery\.test\/export\/visits\.zip\?first=10&epoch=/);
    expect(descriptor.resources.map(({ path }: { path: string }) => path)).toEqual(
      Object.keys(files).filter((name) => name.endsWith('.csv')),
    );
    expect(parse(text('visits.csv'))).toHaveLength(11);
    const visits = parse(text('visits.csv'), { columns: true }) as Row[];
    const travellers = parse(text('visits-travellers.csv'), { columns: true }) as Row[];
    expect(new Set(travellers.map(({ visit }) => visit))).toEqual(new Set(visits.map(({ key }) => key)));
    expect(text('README.md')).toContain('## Caveats');
  });
});

test('a data package says what it has, and whether rows are missing', async () => {
  const readPackage = async (path: string) => {
    const files = unzipSync(new Uint8Array(await (await fetchExport(path)).arrayBuffer()));
    const [readme, descriptor] = ['README.md', 'datapackage.json'].map((name) =>
      strFromU8(files[name] ?? new Uint8Array()),
    );
    return { readme, ...JSON.parse(descriptor ?? '') };
  };
  const first = await readPackage('visits.zip?first=10');
  expect(first.description).toMatch(/^The first 10 records of visits\. Rows are missing\./);
  expect(first.truncated).toEqual({ by: 'ROWS', after: expect.any(String) });
  expect(first.readme).toContain(`those after the cursor \`${first.truncated.after}\``);
  const next = await readPackage(`visits.zip?first=5000&after=${encodeURIComponent(first.truncated.after)}`);
  expect(next.description).toContain(`after the cursor "${first.truncated.after}". README`);
  expect([next.truncated, next.readme]).toEqual([undefined, expect.not.stringContaining('Rows are missing')]);
});

const readSequenceHeader = async (): Promise<string | null> =>
  (await fetchExport('topics.csv')).headers.get('x-chancery-sequence');

describe('limits', () => {
  const limits = { exportRows: 250 };

  test('a truncated export says so, and links to the next rows until none are left', async () => {
    const all = await readRows(await fetchExport(`visits.csv${search({ filter: {} })}`, {}));
    await withApi({ limits }, async (api) => {
      const keys: string[] = [];
      let path: string | undefined = '/export/visits.csv';
      while (path !== undefined) {
        const response: Response = await api.fetch(path);
        const rows = await readRows(response);
        keys.push(...rows.map(({ key = '' }) => key));
        path = readLinks(response).next;
        expect(response.headers.get('x-chancery-truncated')).toBe(path === undefined ? null : 'ROWS');
        expect(rows.length <= 250 && (path === undefined || rows.length === 250)).toBe(true);
      }
      expect(keys).toEqual(all.map(({ key }) => key));
      expect(keys.length).toBe(visitCount);
    });
  });

  test('rows end where their size exceeds half of a response', async () => {
    await withApi({ limits: { responseBytes: 200_000 } }, async (api) => {
      const response = await api.fetch('/export/visits.csv');
      expect([response.status, response.headers.get('x-chancery-truncated')]).toEqual([200, 'SIZE']);
      const size = Buffer.byteLength(await response.text());
      expect(size >= 100_000 && size < 200_000).toBe(true);
      const next = await readRows(await api.fetch(readLinks(response).next ?? ''));
      expect(next.length).toBeGreaterThan(0);
    });
  });

  test('a token lifts the limits; the rows are streamed', async () => {
    await withApi({ limits: { ...limits, responseBytes: 100_000 } }, async (api) => {
      const init = { headers: { authorization: `Bearer ${token}` } };
      const response = await api.fetch('/export/visits.csv', init);
      expect(response.headers.get('x-chancery-truncated')).toBeNull();
      expect((await readRows(response)).length).toBe(visitCount);
      expect(
        await readError(await api.fetch('/export/visits.csv', { headers: { authorization: 'Bearer x' } })),
      ).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
    });
  });

  test('a reader that stops frees the snapshot', async () => {
    const threads = new ReaderPool({ path: fixture.db.path, threads: 1, history: new NoQuickStatements() });
    await withApi({ threads }, async (api) => {
      const init = { headers: { authorization: `Bearer ${token}` } };
      for (let time = 0; time < 3; time += 1) {
        const response = await api.fetch('/export/visits.csv', init);
        const reader = response.body?.getReader();
        expect((await reader?.read())?.done).toBe(false);
        await reader?.cancel();
      }
      expect((await readRows(await api.fetch('/export/visits.csv', init))).length).toBe(visitCount);
    });
    await threads.close();
  });

  test('a statement that exceeds the time limit is an error', async () => {
    await withApi({ limits: { databaseTimeMs: 0 } }, async (api) => {
      expect(await readError(await api.fetch('/export/visits.csv'))).toMatchObject({ status: 503, code: 'TIMEOUT' });
    });
  });

  test('an export ends at its time limits', async () => {
    await withApi({ limits: { exportDatabaseMs: 0 } }, async (api) => {
      expect(await readError(await api.fetch('/export/visits.csv'))).toMatchObject({ status: 503, code: 'TIMEOUT' });
      const init = { headers: { authorization: `Bearer ${token}` } };
      expect((await readRows(await api.fetch('/export/visits.csv', init))).length).toBe(visitCount);
    });
    await withApi({ limits: { exportTimeMs: 0 } }, async (api) => {
      expect(await readError(await api.fetch('/export/visits.csv'))).toMatchObject({ status: 503, code: 'TIMEOUT' });
    });
  });

  test('an export of a client that has disconnected ends before the next page', async () => {
    const assertWithinTime = (): void => AbortSignal.abort(new Error('disconnected')).throwIfAborted();
    const { db } = fixture;
    await db.read(async (reader) => {
      const { contents } = createExportContents(
        { list: getList('visits'), args: {}, maxRows: Infinity, maxBytes: Infinity },
        { reader, lists: new ListReader(reader, db), assertWithinTime, info: { version: '1' } },
      );
      const before = reader.statements.length;
      await expect(writeExport('csv', contents, async () => undefined)).rejects.toThrow('disconnected');
      expect(reader.statements.length).toBe(before);
    });
  });

  test('a stream that is read slowly ends with an error, and so does its source', async () => {
    const ended = Promise.withResolvers<unknown>();
    const produce = async (write: Write): Promise<void> => {
      for (;;) await write('x'.repeat(100_000));
    };
    const stream = await streamParts((write) => produce(write).catch(ended.resolve), { idleMs: 180_000, totalMs: 20 });
    const reader = stream.getReader();
    const readAll = async (): Promise<void> => {
      while (!(await reader.read()).done) await setImmediate();
    };
    await expect(readAll()).rejects.toThrow('The export takes too long.');
    expect(await ended.promise).toMatchObject({ message: 'The export takes too long.' });
  });

  test('the rate limit applies', async () => {
    const pacing = { admit: async () => true, settle: () => undefined };
    const rateLimiter = { perMinute: 1, consume: async () => 7, charge: async () => undefined, pacing };
    await withApi({ rateLimiter: rateLimiter as unknown as ApiOptions['rateLimiter'] }, async (api) => {
      const response = await api.fetch('/export/visits.csv');
      expect(response.headers.get('retry-after')).toBe('7');
      expect(await readError(response)).toMatchObject({ status: 429, code: 'RATE_LIMITED' });
    });
  });
});

describe('HTTP', () => {
  test('states the state of the dataset, the file name, and what browsers may read', async () => {
    const response = await fetchExport('trade-links.csv');
    const sequence = response.headers.get('x-chancery-sequence');
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': 'attachment; filename="chancery-trade-links.csv"',
      'cache-control': 'public, no-cache',
      'access-control-allow-origin': '*',
      'x-chancery-epoch': fixture.db.epoch,
      link: `</export/trade-links.csv?epoch=${fixture.db.epoch}&sequence=${sequence}>; rel="bookmark"`,
    });
  });

  test.each(['', 'token'])(
    'revalidates by the entity tag, and answers HEAD with the same headers: %s',
    async (kind) => {
      const headers = kind === '' ? {} : { authorization: `Bearer ${token}` };
      const get = await fetchExport('people.csv?first=20', { headers });
      const head = await fetchExport('people.csv?first=20', { headers, method: 'HEAD' });
      const etag = get.headers.get('etag') ?? '';
      expect([head.status, head.headers.get('etag'), await head.text()]).toEqual([200, etag, '']);
      expect(head.headers.get('link')).toBe(kind === '' ? get.headers.get('link') : head.headers.get('link'));
      await get.text();
      const again = await fetchExport('people.csv?first=20', { headers: { ...headers, 'if-none-match': etag } });
      expect([again.status, await again.text()]).toEqual([304, '']);
    },
  );

  test('compresses text', async () => {
    const response = await fetchExport('visits.csv?first=50', { headers: { 'accept-encoding': 'gzip' } });
    expect(response.headers.get('content-encoding')).toBe('gzip');
    const parquet = await fetchExport('visits.parquet?first=50', { headers: { 'accept-encoding': 'gzip' } });
    expect(parquet.headers.get('content-encoding')).toBeNull();
  });

  test('a permalink gives the same bytes until the dataset changes, and then says so', async () => {
    await using other = await openApiFixture();
    const first = await other.fetch('/export/visits.csv');
    const { bookmark = '' } = readLinks(first);
    expect(await (await other.fetch(bookmark)).text()).toBe(await first.text());
    await importRecords(other.db, [{ place: { file: 'test' }, record: { noun: 'topic', key: 'new', name: 'New' } }]);
    const changed = await readError(await other.fetch(bookmark));
    expect(changed).toMatchObject({ status: 409, code: 'CONFLICT', field: 'sequence' });
    expect(await readError(await other.fetch(bookmark.replace(/epoch=\w+/, 'epoch=0')))).toMatchObject({
      status: 409,
      code: 'EPOCH_CHANGED',
    });
  });
});

describe('rejected requests', () => {
  test.each([
    ['visit.csv', 404, 'NOT_FOUND', undefined, 'The lists are agreements, '],
    ['drafts.csv', 404, 'NOT_FOUND', undefined, 'The lists are agreements, '],
    ['visits.xls', 400, 'BAD_INPUT', 'format', '/export/visits.csv, /export/visits.jsonl, '],
    ['visits', 400, 'BAD_INPUT', 'format', '/export/visits.csv, '],
    ['people.gexf', 400, 'BAD_INPUT', 'format', '/export/people.zip.'],
    ['changes.zip', 400, 'BAD_INPUT', 'format', '/export/changes.parquet.'],
    ['visits.csv?where={}', 400, 'BAD_INPUT', 'where', 'Use filter, orderBy, first, after, epoch, sequence.'],
    ['visits.csv?first=1&first=2', 400, 'BAD_INPUT', 'first', 'Give it once.'],
    ['visits.csv?first=0', 400, 'BAD_INPUT', 'first', 'must be a whole number from 1 (got "0")'],
    ['visits.csv?first=10001', 400, 'BAD_INPUT', 'first', 'at most 10000 without a token'],
    ['visits.csv?filter={', 400, 'BAD_INPUT', 'filter', 'filter must be JSON, such as {"host": '],
    ['visits.csv?filter=[]', 400, 'BAD_INPUT', 'filter', 'filter must be an object (got []). Its fields are and, '],
    ['visits.csv?filter={"hots":1}', 400, 'BAD_INPUT', 'filter.hots', 'Use and, disputed, '],
    ['visits.csv?filter={"host":{"cod":1}}', 400, 'BAD_INPUT', 'filter.host.cod', 'Use and, code, '],
    ['visits.csv?filter={"or":[{"host":{"cod":1}}]}', 400, 'BAD_INPUT', 'filter.or.0.host.cod', 'Use and, code, '],
    ['visits.csv?filter={"status":["DONE"]}', 400, 'BAD_INPUT', 'filter.status.0', 'Use ANNOUNCED, '],
    [
      'visits.csv?filter={"host":{"code":{"eq":"XX"}}}',
      400,
      'BAD_INPUT',
      'filter.host.code.eq',
      'No country has the code "XX"',
    ],
    ['visits.csv?orderBy=[{"field":"X"}]', 400, 'BAD_INPUT', 'orderBy.0.field', 'Use HOST, START.'],
    ['visits.csv?after=x', 400, 'BAD_INPUT', 'after', 'is not a cursor'],
    ['visits.csv?sequence=1', 400, 'BAD_INPUT', 'sequence', 'Give both or none.'],
    ['visits.gexf?first=1', 400, 'BAD_INPUT', 'first', 'first is not for gexf'],
  ])('%s', async (path, status, code, field, message) => {
    const response = await fetchExport(path);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await readError(response)).toEqual({
      status,
      code,
      ...(field !== undefined && { field }),
      message: expect.stringContaining(message),
    });
  });

  test('other methods', async () => {
    const response = await fetchExport('visits.csv', { method: 'POST', body: '{}' });
    expect(response.headers.get('allow')).toBe('GET, HEAD');
    expect(await readError(response)).toMatchObject({ status: 405, code: 'BAD_INPUT' });
  });

  test('a filter that exceeds the limits of the API', async () => {
    const or = Array.from({ length: 600 }, () => ({ disputed: true }));
    const response = await fetchExport(`visits.csv${search({ filter: { or } })}`);
    expect(await readError(response)).toMatchObject({ status: 413, code: 'COST_LIMIT' });
  });
});

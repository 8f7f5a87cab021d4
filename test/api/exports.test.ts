import { parse } from 'csv-parse/sync';
import { strFromU8, unzipSync } from 'fflate';
import { parquetReadObjects } from 'hyparquet';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exportLists } from '../../src/api/export/export-lists.ts';
import { otherLists } from '../../src/cli/export-flags.ts';
import { importRecords } from '../../src/ingest/import-records.ts';
import { ReaderPool } from '../../src/store/reader-pool.ts';
import { type ApiFixture, NoQuickStatements, openApiFixture } from '../helpers/api-fixture.ts';
import {
  createEditorToken,
  type ExportRow as Row,
  readError,
  readLinks,
  readRows,
  search,
  withApi,
} from './export-fixture.ts';

let fixture: ApiFixture;
let token: string;
beforeAll(async () => {
  fixture = await openApiFixture({ generated: true });
  token = await createEditorToken(fixture.db);
});
afterAll(() => fixture[Symbol.asyncDispose]());

const fetchExport = (path: string, init: RequestInit = {}, { fetch }: Pick<ApiFixture, 'fetch'> = fixture) =>
  fetch(`/export/${path}`, init);

const host = 'US';
const atHost = { filter: { host: { code: { eq: host } }, start: { onOrAfter: '1990-01-01' } } };

test('entries have the noun of each record', async () => {
  const rows = await readRows(await fetchExport('entries.csv?first=200'));
  const visits = rows.filter(({ noun }) => noun === 'visit');
  expect(visits.length).toBeGreaterThan(0);
  expect(rows.every(({ noun, key }) => noun !== '' && key !== '')).toBe(true);
});

test('the command line exports the same lists as the API', () => {
  const names = [...exportLists.values()].filter(({ noun }) => noun === undefined).map(({ name }) => name);
  expect(names.toSorted()).toEqual(otherLists.toSorted());
});

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
    await withApi(fixture.db, { threads }, async (api) => {
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
    expect(await readError(await other.fetch(bookmark.replace(/epoch=\w+/, 'epoch=0000000000000000')))).toMatchObject({
      status: 409,
      code: 'EPOCH_CHANGED',
    });
  });
});

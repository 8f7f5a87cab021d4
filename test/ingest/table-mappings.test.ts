import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listShippedMappings } from '../../src/ingest/table/list-mappings.ts';
import { listTableMappings } from '../../src/ingest/table/list-table-mappings.ts';
import { readTableMapping } from '../../src/ingest/table/mapping.ts';
import { type ApiFixture, openApiFixture } from '../helpers/api-fixture.ts';
import { importTableTwice, openTableFolder, renderTable as table } from './table-fixture.ts';

let api: ApiFixture;
let folder: ReturnType<typeof openTableFolder>;
beforeAll(async () => {
  api = await openApiFixture();
  folder = openTableFolder(api.db);
});
afterAll(async () => {
  folder?.[Symbol.dispose]();
  await api?.[Symbol.asyncDispose]();
});

const importTwice = (
  name: string,
  content: string | Uint8Array,
  mapping: string,
  options?: Parameters<typeof folder.importAs>[2],
) => importTableTwice(folder, [name, content], mapping, options);

async function readVisits(source: string) {
  const { data } = await api.execute(
    `query ($source: String!) { visits(filter: { source: { eq: $source } }, orderBy: { field: START, direction: ASC }, first: 50) {
      nodes { key status place remarks start { edtf } end { edtf } host { key }
        travellers { party { key name } term { key } country { key } }
        citations { basis source { key url } } } } }`,
    { source },
  );
  return data.visits.nodes;
}

test('each shipped mapping is listed with its licence, and its comment names the source of the layout', () => {
  const mappings = listShippedMappings();
  expect(mappings.map(({ name }) => name)).toEqual([
    ...[
      'baci',
      'chancery-visits',
      'colt',
      'comtrade',
      'desta',
      'ec-crude-oil',
      'ftm-occupancies',
      'ftm-persons',
      'ftm-positions',
      'gdelt',
    ],
    ...['huggo', 'icews', 'unga-votes', 'unga-votes-voeten', 'wikidata', 'wikidata-query', 'wikipedia-trips'],
  ]);
  for (const { name, licence, noun } of mappings) expect({ name, licence, noun }).not.toMatchObject({ licence: null });
  for (const name of listTableMappings()) {
    expect(readTableMapping(name).mapping.noun).toBeDefined();
    expect(readFileSync(`src/ingest/table/mappings/${name}.yaml`, 'utf8')).toContain('# Layout: ');
  }
});

describe('visits', () => {
  test('COLT', async () => {
    const header = [
      ...['TripID', 'LeaderID', 'LeaderCountryOrIGO', 'LeaderCountryISO', 'LeaderRegion', 'LeaderRole', 'LeaderTitle'],
      ...['LeaderSurname', 'LeaderFullName', 'CountryVisited', 'CountryVisitedISO', 'CityVisited', 'TripYear'],
      ...['TripStartDate', 'TripEndDate', 'TripDuration', 'MetHostHoGS', 'SourceLink1'],
    ];
    const row = (
      id: string,
      country: string,
      leader: string,
      title: string,
      host: string,
      days: string[],
      link = '',
    ) => [
      ...[
        id,
        `L${id}`,
        country,
        '',
        'Europe',
        'HoS',
        title,
        '',
        leader,
        host,
        '',
        'Astana',
        days[0]?.slice(0, 4) ?? '',
      ],
      ...[days[0] ?? '', days[1] ?? '', '1', 'Yes', link],
    ];
    const content = table(
      ',',
      header,
      row(
        '1',
        'France',
        'Emmanuel Macron',
        'President',
        'Kazakhstan',
        ['2023-11-01', '2023-11-01'],
        'https://example.org/1',
      ),
      row('2', 'Freedonia', 'Rufus Firefly', 'President', 'Kazakhstan', ['2023-11-01', '2023-11-02']),
    );
    const report = await importTwice('colt.csv', content, 'colt', { create: ['persons', 'sources'] });
    expect(report).toMatchObject({ read: 2, created: 1, rejected: 1 });
    expect(await readVisits('colt')).toMatchObject([
      {
        ...{ key: 'colt:1', status: 'COMPLETED', place: 'Astana', host: { key: 'KZ' }, end: { edtf: '2023-11-01' } },
        travellers: [{ party: { key: 'emmanuel-macron' }, term: { key: 'macron-president-of-france' } }],
        citations: [{ basis: 'STATED' }, { basis: 'PARAPHRASE', source: { url: 'https://example.org/1' } }],
      },
    ]);
  });

  test("Wikipedia's lists of trips: the traveller, the year and the article are added as columns", async () => {
    const content = [
      ',Country,Areas visited,Dates,Details',
      '1,Kazakhstan[1],Astana,November 1,"State visit.[2] Met with President Tokayev.[a]"',
      '2,Uzbekistan,Samarkand,November 1–2,State visit.',
      '3,"Germany","Berlin","December 31 – January 1",Private.',
    ].join('\n');
    const constants = {
      ...{ Traveller: 'Emmanuel Macron', From: 'France', Year: '2023' },
      Article: 'https://en.wikipedia.org/wiki/List_of_international_presidential_trips_made_by_Emmanuel_Macron',
    };
    const options = { create: ['sources'], constants } as const;
    const report = await importTwice('trips.csv', `${content}\n`, 'wikipedia-trips', options);
    expect(report).toMatchObject({ created: 2, rejected: 1 });
    // The last day of the third row would come before the first.
    expect(report.rejections[0]?.reason).toContain('2023-12-31');
    expect(await readVisits('wikipedia-trips')).toMatchObject([
      {
        ...{ host: { key: 'KZ' }, start: { edtf: '2023-11-01' }, remarks: 'State visit. Met with President Tokayev.' },
        travellers: [{ party: { key: 'emmanuel-macron' } }],
        citations: [{ basis: 'STATED' }, { basis: 'PARAPHRASE', source: { url: constants.Article } }],
      },
      { host: { key: 'UZ' }, place: 'Samarkand', start: { edtf: '2023-11-01' }, end: { edtf: '2023-11-02' } },
    ]);
    const { data } = await api.execute('{ source(key: "wikipedia-trips") { derivedFrom { url } } }');
    expect(data.source.derivedFrom).toEqual([{ url: constants.Article }]);
    await expect(folder.importAs(folder.write('t.csv', `${content}\n`), 'wikipedia-trips')).rejects.toThrow(
      /The table has no column "Traveller", "From", "Year", "Article"/,
    );
    const repeated = folder.importAs(folder.write('t.csv', `${content}\n`), 'wikipedia-trips', {
      constants: { ...constants, Country: 'France' },
    });
    await expect(repeated).rejects.toThrow(/has the column "Country", so it cannot be added/);
  });
});

const icewsHeader =
  'Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\tIntensity\tTarget Name\tTarget Sectors\tTarget Country\tStory ID\tSentence Number\tPublisher\tCity\tDistrict\tProvince\tCountry\tLatitude\tLongitude';
const icewsEvent = (id: number, day: string, code: string, source: string, target: string): string =>
  [
    ...[
      String(id),
      day,
      `A "leader" of ${source}`,
      'Government',
      source,
      code === '043' ? 'Host a visit' : 'Make a visit',
    ],
    ...[code, '2.8', `Someone of ${target}`, 'Government', target, '1', '2', 'A paper', '', '', '', '', '0', '0'],
  ].join('\t');

test.each([
  ['042', 'KZ', 'UZ'],
  ['043', 'UZ', 'KZ'],
])(
  'ICEWS: %s says who travels; events of one day are one candidate, never completed',
  async (code, traveller, host) => {
    const day = code === '042' ? '2015-03-01' : '2015-04-01';
    const content = [
      icewsHeader,
      icewsEvent(1, day, code, 'Kazakhstan', 'Uzbekistan'),
      icewsEvent(2, day, code, 'Kazakhstan', 'Uzbekistan'),
      icewsEvent(3, day, '190', 'Kazakhstan', 'Uzbekistan'),
      icewsEvent(4, day, code, 'Kazakhstan', 'Kazakhstan'),
      icewsEvent(5, day, code === '042' ? '043' : '042', 'Uzbekistan', 'Kazakhstan'),
      icewsEvent(6, day, code, 'Kazakhstan', 'Freedonia'),
    ].join('\n');
    const report = await importTwice(`icews-${code}.tab`, `${content}\n`, 'icews');
    expect(report).toMatchObject({
      read: 2,
      created: 1,
      rejected: 1,
      table: { skipped: 2, combined: 2, delimiter: '\t' },
    });
    const visits = (await readVisits('icews')).filter(({ start }: { start: { edtf: string } }) => start.edtf === day);
    expect(visits).toMatchObject([
      {
        ...{ status: 'ANNOUNCED', host: { key: host }, travellers: [{ party: { key: traveller } }] },
        citations: [{ basis: 'PARAPHRASE', source: { key: 'icews' } }],
      },
    ]);
  },
);

test('GDELT: files without a header; the addresses of all events of a day are cited', async () => {
  const columns = readTableMapping('gdelt').mapping.header ?? [];
  expect(columns).toHaveLength(61);
  const event = (values: Readonly<Record<string, string>>): string =>
    columns.map((column) => values[column] ?? '').join('\t');
  const visit = (id: number, code: string, one: string, other: string) =>
    event({
      ...{ GlobalEventID: String(id), Day: '20150501', EventCode: code, SOURCEURL: `https://example.org/g${id}` },
      ...{ Actor1Name: one, Actor1CountryCode: one, Actor2Name: other, Actor2CountryCode: other },
    });
  const content = [visit(1, '042', 'KAZ', 'UZB'), visit(2, '043', 'UZB', 'KAZ'), visit(3, '190', 'KAZ', 'UZB')].join(
    '\n',
  );
  const report = await importTwice('20150501.export.CSV', `${content}\n`, 'gdelt', { create: ['sources'] });
  expect(report).toMatchObject({ read: 1, created: 1, rejected: 0, table: { skipped: 1, combined: 1 } });
  const [candidate] = await readVisits('gdelt');
  expect(candidate).toMatchObject({
    ...{
      status: 'ANNOUNCED',
      host: { key: 'UZ' },
      travellers: [{ party: { key: 'KZ' } }],
      start: { edtf: '2015-05-01' },
    },
  });
  expect(candidate.citations.map(({ source }: { source: { url: string } }) => source.url).toSorted()).toEqual([
    'https://example.org/g1',
    'https://example.org/g2',
    'https://www.gdeltproject.org',
  ]);
});

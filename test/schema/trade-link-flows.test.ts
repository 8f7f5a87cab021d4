import { afterAll, beforeAll, expect, test } from 'vitest';
import { importRecords } from '../../src/ingest/import-records.ts';
import type { ImportItem, RecordInput } from '../../src/model/records/index.ts';
import { type ApiFixture, openApiFixture } from '../helpers/api-fixture.ts';
import { importFlowTable, smallMapping, writeFlowTable } from '../ingest/flows-fixture.ts';

const traders = ['KZ', 'RU', 'FR', 'HR', 'GB', 'CN'];
const years = [2012, 2019, 2020];
const codes = ['27', '2709', '270900', '2710', '280530'];

type Parties = Partial<Record<'suppliers' | 'buyers' | 'partners' | 'endpoints', string[]>>;
const ties: Record<string, Parties & { commodities?: string[] }> = {
  union: { suppliers: ['KZ'], buyers: ['EU'] },
  fuels: { suppliers: ['KZ'], buyers: ['FR'], commodities: ['HS-27'] },
  company: { suppliers: ['KZ'], buyers: ['orano'] },
  buyer: { buyers: ['HR'] },
  companies: { suppliers: ['kazatomprom'], buyers: ['orano'] },
  partners: { partners: ['EU', 'KZ'] },
  partner: { partners: ['FR', 'kazatomprom'] },
  route: { endpoints: ['CN', 'FR'] },
  untold: { suppliers: ['KZ'], buyers: ['FR'], commodities: [] },
};

function* records(): Iterable<ImportItem> {
  for (const [key, tie] of Object.entries(ties)) {
    const record: RecordInput = {
      noun: 'trade-link',
      key,
      summary: `The tie ${key}.`,
      at: '2023-11-01',
      kind: 'SUPPLY',
      status: 'ACTIVE',
      commodities: ['HS-2709'],
      ...tie,
      citations: [{ source: 'rnbo-2023-11-01', basis: 'STATED' }],
    };
    yield { place: { file: 'ties', line: 1 }, key, record };
  }
}

let fixture: ApiFixture;
beforeAll(async () => {
  fixture = await openApiFixture();
  const rows = years.flatMap((year) =>
    traders.flatMap((from) =>
      traders.flatMap((to) =>
        from === to
          ? []
          : codes.flatMap((code) => ['M', 'X', 'RX'].map((way) => [year, from, to, way, code, 1, 1].join())),
      ),
    ),
  );
  const mapping = {
    ...smallMapping,
    direction: { column: 'way', values: { M: 'IMPORT', X: 'EXPORT', RX: 'RE_EXPORT' } },
  };
  using table = writeFlowTable(`year,from,to,way,code,usd,kg\n${rows.join('\n')}\n`, mapping);
  expect(await importFlowTable(fixture, table.path, { mapping: table.mapping })).toMatchObject({
    rejected: 0,
    created: rows.length,
  });
  expect((await importRecords(fixture.db, records())).rejections).toEqual([]);
});
afterAll(() => fixture?.[Symbol.asyncDispose]());

/** Exporter, importer, period and goods, each flow as both sides report it. */
async function flowsOf(key: string, args = ''): Promise<string[]> {
  const {
    data,
    errors,
    sqlStatements: sql,
  } = await fixture.execute(
    `query ($key: String!) { entry(key: $key) { ... on TradeLink { flows(first: 100${args && `, ${args}`}) { totalCount nodes { year direction reporter { code } partner { key } commodity { code } } } } } }`,
    { key },
  );
  expect(errors).toBeUndefined();
  expect(sql).toHaveLength(1);
  const { nodes, totalCount } = data.entry.flows as {
    nodes: {
      year: number;
      direction: string;
      reporter: { code: string };
      partner: { key: string };
      commodity: { code: string };
    }[];
    totalCount: number;
  };
  expect(totalCount).toBe(nodes.length);
  expect(nodes.map(({ year }) => year)).toEqual(nodes.map(({ year }) => year).sort((a, b) => b - a));
  return nodes
    .map(
      ({ year, direction, reporter, partner, commodity }) =>
        `${year} ${reporter.code} ${direction} ${partner.key} ${commodity.code}`,
    )
    .sort();
}

/** Both mirror reports of the flow from one country to the other. */
const mirrors = (pairs: [from: string, to: string, years?: number[]][], goods = ['2709', '270900']): string[] =>
  pairs
    .flatMap(([from, to, when = years]) =>
      when.flatMap((year) =>
        goods.flatMap((code) => [`${year} ${from} EXPORT ${to} ${code}`, `${year} ${to} IMPORT ${from} ${code}`]),
      ),
    )
    .sort();
const from = (supplier: string) =>
  traders.filter((one) => one !== supplier).map((buyer): [string, string] => [supplier, buyer]);
const to = (buyer: string) => from(buyer).map(([one, other]): [string, string] => [other, one]);
const union: [string, number[]][] = [
  ['FR', years],
  ['HR', [2019, 2020]],
  ['GB', [2012, 2019]],
];

test.each<[string, string, string[]]>([
  [
    'kz2023:TL1',
    'Kazakhstan supplies "European nations", who are no list of countries: all that goes from it',
    mirrors(from('KZ')),
  ],
  [
    'union',
    'a group of states stands for its members of the year',
    mirrors(union.map(([buyer, when]) => ['KZ', buyer, when])),
  ],
  ['fuels', 'a chapter and all below it', mirrors([['KZ', 'FR']], ['27', '2709', '270900', '2710'])],
  ['company', 'a company counts by nothing', mirrors(from('KZ'))],
  ['buyer', 'only a buyer: all that goes to it', mirrors(to('HR'))],
  ['companies', 'no country at all', []],
  [
    'partners',
    'partners, either way, and nothing among the members of one',
    mirrors(
      union.flatMap(([one, when]): [string, string, number[]][] => [
        ['KZ', one, when],
        [one, 'KZ', when],
      ]),
    ),
  ],
  ['partner', 'a partner alone is no side', []],
  [
    'kz2023:TL5',
    'France and Kazakhstan, in rare earths',
    mirrors(
      [
        ['FR', 'KZ'],
        ['KZ', 'FR'],
      ],
      ['280530'],
    ),
  ],
  ['kz2023:TL2', 'a route is not measured', []],
  ['route', 'nor if it is recorded with goods', []],
  ['untold', 'no goods are recorded', []],
])('%s: %s', async (key, _says, expected) => {
  expect(await flowsOf(key)).toEqual(expected);
});

test('a filter narrows the flows', async () => {
  const found = await flowsOf(
    'kz2023:TL1',
    'filter: { year: { onOrAfter: 2020 }, direction: [IMPORT], reporter: { group: { eq: "EU" } }, commodity: { code: { eq: "270900" } } }',
  );
  expect(found).toEqual(['2020 FR IMPORT KZ 270900', '2020 HR IMPORT KZ 270900']);
});

test('reads the pages of flows below a list of trade links in one statement', async () => {
  const { data, sqlStatements: sql } = await fixture.execute(
    '{ tradeLinks { nodes { key flows(first: 1) { nodes { year } pageInfo { hasNextPage endCursor } } } } }',
  );
  expect(sql).toHaveLength(1);
  const crude = data.tradeLinks.nodes.find(({ key }: { key: string }) => key === 'kz2023:TL1');
  expect(crude.flows).toMatchObject({ nodes: [{ year: 2020 }], pageInfo: { hasNextPage: true } });
});

import { sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sumNextSlice } from '../../src/store/write/trade-flow-sum.ts';
import { type ApiFixture, openApiFixture } from '../helpers/api-fixture.ts';
import { computeFlowTotals, type Dimension, type FlowFact, readFlowFacts } from '../helpers/trade-flow-oracle.ts';

let fixture: ApiFixture;
let flows: FlowFact[];
beforeAll(async () => {
  fixture = await openApiFixture({ dossier: false, generated: true });
  flows = await readFlowFacts(fixture);
});
afterAll(() => fixture?.[Symbol.asyncDispose]());

type Holds = (flow: FlowFact) => boolean;

/** Membership at the end of the year: Croatia joined in July 2013, the United Kingdom left in January 2020. */
const inUnion = (code: string, year: number): boolean =>
  code === 'FR' || code === 'DE' || (code === 'HR' && year >= 2013) || (code === 'GB' && year < 2020);
const centralAsia = ['KZ', 'UZ'];
const number = (key: string): number => Number(key.split('-')[2]);
/** The generated goods from the fourth on are subheadings of the first four. */
const below =
  (...roots: number[]): ((key: string) => boolean) =>
  (key) =>
    roots.includes(number(key) < 4 ? number(key) : number(key) % 4) || roots.includes(number(key));
const isCountry: Holds = ({ partner }) => partner.__typename === 'Country';

const filters: Record<string, { holds: Holds; goods?: (key: string) => boolean }> = {
  '': { holds: () => true },
  'reporter: { code: { eq: "fra" } }': { holds: ({ reporter }) => reporter.code === 'FR' },
  'reporter: { group: { eq: "EU" } }': { holds: ({ reporter, year }) => inUnion(reporter.code, year) },
  'reporter: { group: { eq: "EU", on: "2012-06-01" } }': {
    holds: ({ reporter }) => ['FR', 'DE', 'GB'].includes(reporter.code),
  },
  'partner: { code: { in: ["KZ", "US"] } }': { holds: ({ partner }) => ['KZ', 'US'].includes(partner.key) },
  'partner: { group: { eq: "143" } }': { holds: ({ partner }) => centralAsia.includes(partner.key) },
  'partner: { not: { code: { eq: "US" } } }': { holds: (flow) => isCountry(flow) && flow.partner.key !== 'US' },
  'partner: {}': { holds: isCountry },
  'either: { code: { eq: "KZ" } }': {
    holds: ({ reporter, partner }) => reporter.code === 'KZ' || partner.key === 'KZ',
  },
  'either: { group: { eq: "EU" } }': {
    holds: (flow) => inUnion(flow.reporter.code, flow.year) || inUnion(flow.partner.key, flow.year),
  },
  'either: { not: { group: { eq: "EU" } } }': {
    holds: (flow) =>
      !inUnion(flow.reporter.code, flow.year) || (isCountry(flow) && !inUnion(flow.partner.key, flow.year)),
  },
  'commodity: { code: { eq: "900001" } }': { holds: ({ commodity }) => below(1)(commodity.key), goods: below(1) },
  'commodity: { code: { in: ["900000", "900006"] } }': {
    holds: ({ commodity }) => below(0, 6)(commodity.key),
    goods: below(0, 6),
  },
  'commodity: { within: "gen-goods-2" }': { holds: ({ commodity }) => below(2)(commodity.key), goods: below(2) },
  'commodity: { name: { eq: "Goods 3" } }': { holds: ({ commodity }) => below(3)(commodity.key), goods: below(3) },
  'commodity: { code: { in: [] } }': { holds: () => false, goods: () => false },
  'year: { on: 2013 }': { holds: ({ year }) => year === 2013 },
  'year: { onOrAfter: 2013, onOrBefore: 2019 }': { holds: ({ year }) => year >= 2013 && year <= 2019 },
  'year: { on: 2013, onOrAfter: 2014 }': { holds: () => false },
  'direction: [EXPORT, RE_EXPORT]': { holds: ({ direction }) => direction.endsWith('EXPORT') },
  'direction: []': { holds: () => false },
  'source: { eq: "gen-register" }': { holds: ({ source }) => source.key === 'gen-register' },
};
const filter = fc.constantFrom(...Object.entries(filters));
const two = fc
  .tuple(filter, filter)
  .filter(([[one], [other]]) => one.split(':')[0] !== other.split(':')[0])
  .map(([[one, first], [other, second]]): typeof filters extends Record<string, infer F> ? [string, F] : never => {
    const goods = first.goods ?? second.goods;
    return [
      [one, other].filter(Boolean).join(', '),
      { holds: (flow) => first.holds(flow) && second.holds(flow), ...(goods && { goods }) },
    ];
  });
const anyFilter = fc.oneof(filter, two);
const filterArg = (text: string): string => (text ? `filter: { ${text} }` : '');

test('the generated flows cover all cases that the filters distinguish', () => {
  expect(flows.length).toBeGreaterThan(1_000);
  expect(new Set(flows.map(({ source }) => source.key)).size).toBe(2);
  expect(new Set(flows.map(({ unit }) => unit))).toEqual(new Set(['kg', 'bbl', 't']));
  expect(new Set(flows.map(({ valueStatus }) => valueStatus))).toEqual(
    new Set(['REPORTED', 'CONFIDENTIAL', 'MISSING']),
  );
  expect(new Set(flows.flatMap((flow) => (isCountry(flow) ? [] : [flow.partner.key])))).toEqual(
    new Set(['001', 'gen-register:elsewhere']),
  );
});

describe('tradeFlows', () => {
  const value = ({ value }: FlowFact): number => value ?? -1;
  test.each(Object.entries(filters))('{ %s } returns the matching flows in order', async (text, { holds }) => {
    const expected = flows.filter(holds);
    for (const direction of ['ASC', 'DESC'] as const) {
      const sign = direction === 'ASC' ? 1 : -1;
      const args = [filterArg(text), `orderBy: [{ field: YEAR, direction: ${direction} }]`].filter(Boolean).join(', ');
      const found = await readFlowFacts(fixture, args);
      expect(new Set(found.map(({ id }) => id))).toEqual(new Set(expected.map(({ id }) => id)));
      expect(found.map(({ year }) => year)).toEqual(expected.map(({ year }) => year).sort((a, b) => sign * (a - b)));
      const byValue = await readFlowFacts(fixture, args.replace('YEAR', 'VALUE'));
      expect(byValue.map(({ id }) => id).sort()).toEqual(expected.map(({ id }) => id).sort());
      expect(byValue.map(value)).toEqual(expected.map(value).sort((a, b) => sign * (a - b)));
    }
    const { data } = await fixture.execute(`{ tradeFlows${text && `(${filterArg(text)})`} { totalCount } }`);
    expect(data.tradeFlows.totalCount).toBe(expected.length);
  });

  test('finds a flow by its id', async () => {
    const some = flows.filter((_, index) => index % 97 === 0);
    const ids = JSON.stringify(some.slice(0, 100).map(({ id }) => id));
    const { data, sqlStatements: statements } = await fixture.execute(
      `{ nodes(ids: ${ids}) { id ... on TradeFlow { year reporter { code } } } }`,
    );
    expect(statements).toHaveLength(1);
    expect(data.nodes).toEqual(some.slice(0, 100).map(({ id, year, reporter }) => ({ id, year, reporter })));
    const none = Buffer.from('TradeFlow:["gen-customs","US","FR","gen-goods-0","IMPORT",1850,"",0]').toString(
      'base64url',
    );
    expect((await fixture.execute(`{ node(id: "${none}") { id } }`)).data).toEqual({ node: null });
  });

  test.each([
    'TradeFlow:US',
    'TradeFlow:["gen-customs"]',
    'TradeFlow:["gen-customs", "US","FR","gen-goods-0","IMPORT",1850,"",0]',
  ])('%s is not a valid id', async (text) => {
    const { errors } = await fixture.execute(`{ node(id: "${Buffer.from(text).toString('base64url')}") { id } }`);
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_INPUT', field: 'id' } }]);
  });
});

const totals = async (by: readonly Dimension[], text: string, first?: number) => {
  const args = [`by: [${by.join()}]`, filterArg(text), first === undefined ? '' : `first: ${first}`]
    .filter(Boolean)
    .join(', ');
  const {
    data,
    errors,
    sqlStatements: statements,
  } = await fixture.execute(
    `{ tradeFlowTotals(${args}) { year reporter { code } partner { key } commodity { key } direction source { key } valuation unit value valuesWithheld quantity quantitiesWithheld flows } }`,
  );
  expect(errors).toBeUndefined();
  expect(statements).toHaveLength(1);
  return data.tradeFlowTotals.map((row: Record<string, { key?: string; code?: string } | null>) => ({
    ...row,
    reporter: row.reporter?.code ?? null,
    partner: row.partner?.key ?? null,
    commodity: row.commodity?.key ?? null,
    source: row.source?.key,
  }));
};
const dimensions: Dimension[] = ['YEAR', 'REPORTER', 'PARTNER', 'COMMODITY', 'DIRECTION'];
const someDimensions = fc.shuffledSubarray(dimensions, { minLength: 1 });

// Results must not depend on precomputed totals, which a write of flows discards.
describe.each(['all', 'some', 'none'])('tradeFlowTotals with totals precomputed for %s of the years', (summed) => {
  beforeAll(async () => {
    if (summed !== 'all') await fixture.db.write((tx) => tx.run(sql`UPDATE trade_flows SET ordinal = ordinal`));
    if (summed === 'some') for (let index = 0; index < 4; index++) await fixture.db.write(sumNextSlice);
    const left = await fixture.db.read((reader) =>
      reader.get<{ n: number }>(sql`SELECT count(*) AS n FROM trade_flow_unsummed`),
    );
    expect(left?.n).toBe({ all: 0, some: 6, none: 10 }[summed]);
  });
  afterAll(async () => {
    while (await fixture.db.write(sumNextSlice));
  });

  test('returns the sums of the flows in order, without double counting', async () => {
    await fc.assert(
      fc.asyncProperty(someDimensions, anyFilter, async (by, [text, { holds, goods }]) => {
        expect(await totals(by, text)).toEqual(computeFlowTotals(flows, by, holds, goods));
      }),
      { numRuns: 60 },
    );
  });
});

test('first limits the number of rows', async () => {
  expect(await totals(['REPORTER', 'YEAR'], '', 7)).toEqual(
    computeFlowTotals(flows, ['REPORTER', 'YEAR'], () => true).slice(0, 7),
  );
  expect(await totals(['YEAR'], '', 0)).toEqual([]);
});

test.each([
  ['by: []', 'by'],
  ['by: [YEAR, YEAR]', 'by'],
  ['by: [YEAR], first: -1', 'first'],
])('rejects tradeFlowTotals(%s)', async (args, field) => {
  const { errors } = await fixture.execute(`{ tradeFlowTotals(${args}) { flows } }`);
  expect(errors).toMatchObject([{ extensions: { code: 'BAD_INPUT', field } }]);
});

test('rejects a result with too many rows instead of truncating it', async () => {
  await using own = await openApiFixture({ dossier: false, generated: true });
  await own.db.write((tx) => {
    const copied = sql.raw(
      'reporter_id, partner_id, commodity_id, direction, source_id, product, file_id, value_status, quantity_status',
    );
    tx.run(sql`WITH RECURSIVE years(year) AS (SELECT 1000 UNION ALL SELECT year + 1 FROM years WHERE year < 6100)
      INSERT INTO trade_flows (${copied}, ordinal, year) SELECT reporter_id, partner_id, commodity_id, direction, source_id, product, file_id, 'MISSING', 'MISSING', 9 + n, years.year
      FROM (SELECT *, row_number() OVER () AS n FROM (SELECT * FROM trade_flows GROUP BY direction ORDER BY id LIMIT 2)), years`);
  });
  const { data, errors } = await own.execute('{ tradeFlowTotals(by: [YEAR]) { year } }');
  expect(data).toEqual({ tradeFlowTotals: null });
  expect(errors).toMatchObject([
    {
      message: expect.stringMatching(/^"tradeFlowTotals" would return more than 10,000 rows/),
      extensions: { code: 'COST_LIMIT' },
    },
  ]);
  expect((await own.execute('{ tradeFlowTotals(by: [YEAR], first: 3) { year } }')).data.tradeFlowTotals).toEqual([
    { year: 1000 },
    { year: 1000 },
    { year: 1001 },
  ]);
});

test('rejects a filter with more country groups than one SQLite statement supports', async () => {
  const many = `{ or: [${Array.from({ length: 60 }, () => '{ group: { eq: "EU" } }').join(', ')}] }`;
  const { errors } = await fixture.execute(
    `{ tradeFlowTotals(by: [COMMODITY], filter: { reporter: ${many}, partner: ${many} }) { flows } }`,
  );
  expect(errors).toMatchObject([
    {
      message: expect.stringContaining('too many conditions'),
      extensions: { code: 'COST_LIMIT', field: 'filter' },
    },
  ]);
});

import type { ApiFixture } from './api-fixture.ts';

/** A trade flow as the API returns it without a filter. */
export interface FlowFact {
  id: string;
  year: number;
  direction: string;
  reporter: { code: string };
  partner: { __typename: string; key: string };
  commodity: { key: string; parent: { key: string } | null };
  product: string | null;
  value: number | null;
  valueStatus: string;
  valuation: string | null;
  quantity: number | null;
  unit: string | null;
  quantityStatus: string;
  source: { key: string };
}

const flowSelection =
  'id year direction reporter { code } partner { __typename key } commodity { key parent { key } } product value valueStatus valuation quantity unit quantityStatus source { key }';

/** All pages of `tradeFlows` with these arguments. */
export async function readFlowFacts(fixture: ApiFixture, args = ''): Promise<FlowFact[]> {
  const found: FlowFact[] = [];
  for (let after = ''; ; ) {
    const {
      data,
      errors,
      sqlStatements: sql,
    } = await fixture.execute(
      `{ tradeFlows(first: 100${args && `, ${args}`}${after}) { nodes { ${flowSelection} } pageInfo { hasNextPage endCursor } } }`,
    );
    if (errors) throw new Error(errors[0]?.message);
    if (sql.length !== 1) throw new Error(`${sql.length} statements for one list.`);
    const { nodes, pageInfo } = data.tradeFlows;
    found.push(...nodes);
    if (!pageInfo.hasNextPage) return found;
    after = `, after: "${pageInfo.endCursor}"`;
  }
}

/** Identifies the cell of a flow, with another partner or commodity. */
const cellKey = (flow: FlowFact, partner: string, commodity: string): string =>
  JSON.stringify([flow.source.key, flow.reporter.code, partner, flow.direction, commodity, flow.year]);

/** A flow, and how other flows of its source contain it or are contained in it. */
interface NestedFlow {
  flow: FlowFact;
  ancestorCommodity: string | undefined;
  isItemized: boolean;
}

const nestingCache = new WeakMap<readonly FlowFact[], readonly NestedFlow[]>();

/** Cached by the flows, because every query needs it. */
function findNesting(flows: readonly FlowFact[]): readonly NestedFlow[] {
  const known = nestingCache.get(flows) ?? computeNesting(flows);
  nestingCache.set(flows, known);
  return known;
}

function computeNesting(flows: readonly FlowFact[]): readonly NestedFlow[] {
  const parents = new Map(flows.map(({ commodity }) => [commodity.key, commodity.parent?.key]));
  const cells = new Set(flows.map((flow) => cellKey(flow, flow.partner.key, flow.commodity.key)));
  const cellsWithCountries = new Set(
    flows.flatMap((flow) => (flow.partner.__typename === 'Country' ? [cellKey(flow, 'any', flow.commodity.key)] : [])),
  );
  const within = (flow: FlowFact): string | undefined => {
    for (let above = parents.get(flow.commodity.key); above !== undefined; above = parents.get(above))
      if (cells.has(cellKey(flow, flow.partner.key, above))) return above;
    return undefined;
  };
  const isRemainder = ({ partner }: FlowFact): boolean => partner.key.includes(':');
  const itemized = (flow: FlowFact): boolean =>
    flow.partner.__typename === 'Group' &&
    !isRemainder(flow) &&
    cellsWithCountries.has(cellKey(flow, 'any', flow.commodity.key));
  return flows.map((flow) => ({ flow, ancestorCommodity: within(flow), isItemized: itemized(flow) }));
}

export type Dimension = 'YEAR' | 'REPORTER' | 'PARTNER' | 'COMMODITY' | 'DIRECTION';

/** Computes the expected result of `tradeFlowTotals`. `goods`: whether a filter by commodity matches. */
export function computeFlowTotals(
  all: readonly FlowFact[],
  by: readonly Dimension[],
  holds: (flow: FlowFact) => boolean,
  goods?: (key: string) => boolean,
) {
  const chosen = findNesting(all).flatMap(({ flow, ancestorCommodity: above, isItemized: itemized }) => {
    if (!holds(flow)) return [];
    if (!by.includes('COMMODITY') && above !== undefined && (!goods || goods(above))) return [];
    return by.includes('PARTNER') || !itemized ? [flow] : [];
  });
  const values: Record<Dimension, (flow: FlowFact) => string | number> = {
    YEAR: ({ year }) => year,
    REPORTER: ({ reporter }) => reporter.code,
    PARTNER: ({ partner }) => partner.key,
    COMMODITY: ({ commodity }) => commodity.key,
    DIRECTION: ({ direction }) => direction,
  };
  const groups = Map.groupBy(chosen, (flow) =>
    JSON.stringify([
      ...by.map((one) => values[one](flow)),
      flow.direction,
      flow.source.key,
      flow.unit ?? '',
      flow.valuation ?? '',
    ]),
  );
  const sum = (figures: (number | null)[]): number | null => {
    const there = figures.filter((one) => one !== null);
    return there.length > 0 ? there.reduce((total, one) => total + one) : null;
  };
  const withheld = (statuses: string[]): number => statuses.filter((status) => status === 'CONFIDENTIAL').length;
  const getValue = (one: FlowFact, name: Dimension) => (by.includes(name) ? values[name](one) : null);
  const rows = [...groups].map(([key, flows]) => {
    const [first] = flows as [FlowFact];
    return {
      key: JSON.parse(key) as (string | number)[],
      row: {
        year: getValue(first, 'YEAR'),
        reporter: getValue(first, 'REPORTER'),
        partner: getValue(first, 'PARTNER'),
        commodity: getValue(first, 'COMMODITY'),
        direction: first.direction,
        source: first.source.key,
        valuation: first.valuation,
        unit: first.unit,
        value: sum(flows.map(({ value }) => value)),
        valuesWithheld: withheld(flows.map(({ valueStatus }) => valueStatus)),
        quantity: sum(flows.map(({ quantity }) => quantity)),
        quantitiesWithheld: withheld(flows.map(({ quantityStatus }) => quantityStatus)),
        flows: flows.length,
      },
    };
  });
  return rows.sort((one, other) => compareKeys(one.key, other.key)).map(({ row }) => row);
}

function compareKeys(one: readonly (string | number)[], other: readonly (string | number)[]): number {
  for (const [index, value] of one.entries()) {
    const against = other[index] ?? '';
    if (value !== against) return value < against ? -1 : 1;
  }
  return 0;
}

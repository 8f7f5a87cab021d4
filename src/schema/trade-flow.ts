import { type SQL, sql } from 'drizzle-orm';
import { only } from '../db/queries/filter.ts';
import { type TradeFlowFilter, tradeFlowConditions, yearConditions, yearsOf } from '../db/queries/trade-flow.ts';
import { tradeFlowIs, tradeFlowKey } from '../db/queries/trade-flow-key.ts';
import { measuring } from '../db/queries/trade-link-flows.ts';
import type { Row, Scope } from '../db/sql-builder.ts';
import { tradeFlows } from '../db/tables/index.ts';
import { builder } from './builder.ts';
import { TradeFlows } from './connection-types.ts';
import type { OrderBy } from './entry.ts';
import { FigureStatus, FlowDirection, Valuation } from './enums.ts';
import { inputs } from './filter-inputs.ts';
import { globalIdOf, identified } from './node.ts';
import { nestedList, pageArgs, rootList } from './pagination.ts';
import { partyIn } from './party.ts';
import { oneOrder, type PageArgs, type PageSpec } from './plan/compile-page.ts';
import { fieldsOf } from './plan/sql-field.ts';
import { Commodity, Country, Node, Party, Source, TradeFlow } from './type-refs.ts';

export interface TradeFlowArgs extends PageArgs {
  filter?: TradeFlowFilter | null;
  orderBy?: OrderBy<'YEAR' | 'VALUE'>[] | null;
}
type TradeFlowRow = Row<typeof tradeFlows>;

export const tradeFlowArgs = (t: Parameters<typeof pageArgs>[0]) => ({
  filter: t({ type: inputs.TradeFlow, description: 'Which flows; all if left out.' }),
  ...pageArgs(t),
});

/** As the index on values has it: a value that is withheld or missing stands below all others. */
const sortValue = (row: TradeFlowRow): SQL => sql`coalesce(${row.value}, -1)`;

function listOfTradeFlows(scope: Scope, row: TradeFlowRow, { filter, orderBy }: TradeFlowArgs): PageSpec {
  const order = oneOrder(orderBy);
  const spec = { descending: order?.direction !== 'ASC', numeric: true };
  const conditions = tradeFlowConditions(scope, row, filter ?? {});
  const years = yearConditions(row.year, filter?.year).map(only);
  if (order?.field === 'VALUE')
    return { ...spec, conditions: [...conditions, ...years], order: [sortValue(row), row.id], scattered: true };
  return { ...spec, conditions, order: [row.year, row.id], byYear: yearsOf(filter?.year ?? {}) };
}

/** The measured side of a tie: so few, as a rule, that they are found first and then sorted. */
export const flowsOfLink = nestedList<Row, TradeFlowRow, TradeFlowArgs>((row, link, { filter }, { scope }) => ({
  conditions: [
    measuring(scope, row, link.id as SQL),
    ...tradeFlowConditions(scope, row, filter ?? {}).map(({ test }) => only(sql`+(${test})`)),
    ...yearConditions(row.year, filter?.year).map((test) => only(sql`+(${test})`)),
  ],
  order: [sql`+${row.year}`, sql`+${row.id}`],
  descending: true,
  numeric: true,
}));

identified('TradeFlow', (scope, row, key) => tradeFlowIs(scope, row as TradeFlowRow, key));

const flow = fieldsOf(tradeFlows);

TradeFlow.implement({
  description:
    'A cell of a statistic: what one country reports of its trade with a partner, in one commodity and one year. The partner may report the same flow otherwise; both are kept.',
  interfaces: [Node],
  fields: (t) => ({
    id: t.id({
      description: 'A global id: stable, and opaque.',
      ...globalIdOf<TradeFlowRow>('TradeFlow', (row, scope) => tradeFlowKey(scope, row)),
    }),
    reporter: t.field({
      type: Country,
      description: 'Who reports it.',
      ...partyIn<TradeFlowRow>((row) => row.reporterId),
    }),
    partner: t.field({
      type: Party,
      description: 'With whom: a country, or a group such as the world or what a source sums up as "Other Countries".',
      ...partyIn<TradeFlowRow>((row) => row.partnerId),
    }),
    direction: t.field({
      type: FlowDirection,
      description: "Which way, from the reporter's side.",
      ...flow((row) => row.direction),
    }),
    commodity: t.field({
      type: Commodity,
      description: 'The goods.',
      ...flow((row, _args: object, plan) => plan.one((one) => sql`${one.id} = ${row.commodityId}`)),
    }),
    product: t.string({
      nullable: true,
      description: "What the source tells apart below the commodity, such as a crude's type; null where it does not.",
      ...flow((row) => sql`nullif(${row.product}, '')`),
    }),
    year: t.int({ description: 'The calendar year.', ...flow((row) => row.year) }),
    value: t.float({
      nullable: true,
      description: 'In US dollars; null where it is withheld or missing: its status says which.',
      ...flow((row) => row.value),
    }),
    valueStatus: t.field({
      type: FigureStatus,
      description: 'Whether the value is there, and why not.',
      ...flow((row) => row.valueStatus),
    }),
    valuation: t.field({
      type: Valuation,
      nullable: true,
      description: 'What the value includes; null where the source does not say.',
      ...flow((row) => row.valuation),
    }),
    quantity: t.float({
      nullable: true,
      description: 'In `unit`; null where it is withheld or missing: its status says which.',
      ...flow((row) => row.quantity),
    }),
    unit: t.string({ nullable: true, description: 'What the quantity counts.', ...flow((row) => row.unit) }),
    quantityStatus: t.field({
      type: FigureStatus,
      description: 'Whether the quantity is there, and why not.',
      ...flow((row) => row.quantityStatus),
    }),
    source: t.field({
      type: Source,
      description: 'The statistic that it is a cell of.',
      ...flow((row, _args: object, plan) => plan.one((one) => sql`${one.id} = ${row.sourceId}`)),
    }),
  }),
});

builder.queryField('tradeFlows', (t) =>
  t.field({
    type: TradeFlows,
    description:
      'Measured trade, the latest year first. Both sides of a flow are there where both report it: never add them.',
    args: {
      ...tradeFlowArgs(t.arg),
      orderBy: t.arg({ type: [inputs.TradeFlowOrder], description: 'The latest year first if left out.' }),
    },
    ...rootList<TradeFlowRow, TradeFlowArgs>((row, args, { scope }) => listOfTradeFlows(scope, row, args)),
  }),
);

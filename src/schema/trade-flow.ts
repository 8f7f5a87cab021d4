import { type SQL, sql } from 'drizzle-orm';
import { testCondition } from '../db/queries/filter.ts';
import { type TradeFlowFilter, toYearRange, tradeFlowConditions, yearConditions } from '../db/queries/trade-flow.ts';
import { selectTradeFlowKey, tradeFlowKeyMatches } from '../db/queries/trade-flow-key.ts';
import { linkFlowsCondition } from '../db/queries/trade-link-flows.ts';
import type { AliasedColumns, StatementContext } from '../db/sql-builder.ts';
import { tradeFlows } from '../db/tables/index.ts';
import { builder } from './builder.ts';
import { TradeFlowConnection } from './connection-types.ts';
import type { OrderBy } from './entry.ts';
import { FigureStatus, FlowDirection, Valuation } from './enums.ts';
import { inputTypes } from './filter-inputs.ts';
import { globalIdFieldFor, registerNodeFinder } from './node.ts';
import { referenceField } from './noun-fields.ts';
import { nestedConnectionField, paginationArgs, rootConnectionField } from './pagination.ts';
import { type ListSpec, type PageArgs, requireSingleOrder } from './plan/compile-page.ts';
import { sqlFieldFor } from './plan/sql-field.ts';
import { Commodity, Country, Node, Party, Source, TradeFlow } from './type-refs.ts';

export interface TradeFlowArgs extends PageArgs {
  filter?: TradeFlowFilter | null;
  orderBy?: OrderBy<'YEAR' | 'VALUE'>[] | null;
}
type TradeFlowRow = AliasedColumns<typeof tradeFlows>;

export const tradeFlowArgs = (t: Parameters<typeof paginationArgs>[0]) => ({
  filter: t({ type: inputTypes.TradeFlow, description: 'Filters the trade flows.' }),
  ...paginationArgs(t),
});

/** The sort key of the index on values: a withheld or missing value sorts below all others. */
const valueSortKey = (row: TradeFlowRow): SQL => sql`coalesce(${row.value}, -1)`;

function buildTradeFlowListSpec(
  scope: StatementContext,
  row: TradeFlowRow,
  { filter, orderBy }: TradeFlowArgs,
): ListSpec {
  const order = requireSingleOrder(orderBy);
  const spec = { isDescending: order?.direction !== 'ASC', isNumericOrder: true };
  const conditions = tradeFlowConditions(scope, row, filter ?? {});
  const years = yearConditions(row.year, filter?.year).map(testCondition);
  if (order?.field === 'VALUE')
    return {
      ...spec,
      conditions: [...conditions, ...years],
      order: [valueSortKey(row), row.id],
      hasScatteredMatches: true,
    };
  return { ...spec, conditions, order: [row.year, row.id], yearRange: toYearRange(filter?.year ?? {}) };
}

/** The flows of a trade link. They are usually few, so they are found first and then sorted. */
export const tradeLinkFlowsField = nestedConnectionField<AliasedColumns, TradeFlowRow, TradeFlowArgs>(
  (row, link, { filter }, { scope }) => ({
    conditions: [
      linkFlowsCondition(scope, row, link.id as SQL),
      ...tradeFlowConditions(scope, row, filter ?? {}).map(({ test }) => testCondition(sql`+(${test})`)),
      ...yearConditions(row.year, filter?.year).map((test) => testCondition(sql`+(${test})`)),
    ],
    order: [sql`+${row.year}`, sql`+${row.id}`],
    isDescending: true,
    isNumericOrder: true,
  }),
);

registerNodeFinder('TradeFlow', (scope, row, key) => tradeFlowKeyMatches(scope, row as TradeFlowRow, key));

const tradeFlowField = sqlFieldFor(tradeFlows);

TradeFlow.implement({
  description:
    'A cell of a statistic: the trade that a country reports with a partner, in one commodity and one year. The partner may report the same flow differently; both are stored.',
  interfaces: [Node],
  fields: (t) => ({
    id: t.id({
      description: 'The global ID: stable and opaque.',
      ...globalIdFieldFor<TradeFlowRow>('TradeFlow', (row, scope) => selectTradeFlowKey(scope, row)),
    }),
    reporter: t.field({
      type: Country,
      description: 'The reporting country.',
      ...referenceField<TradeFlowRow>((row) => row.reporterId),
    }),
    partner: t.field({
      type: Party,
      description: 'The partner: a country, or a group such as the world or a remainder such as "Other Countries".',
      ...referenceField<TradeFlowRow>((row) => row.partnerId),
    }),
    direction: t.field({
      type: FlowDirection,
      description: "The direction, from the reporter's side.",
      ...tradeFlowField((row) => row.direction),
    }),
    commodity: t.field({
      type: Commodity,
      description: 'The commodity.',
      ...tradeFlowField((row, _args: object, plan) => plan.selectOne((one) => sql`${one.id} = ${row.commodityId}`)),
    }),
    product: t.string({
      nullable: true,
      description: 'A subdivision of the commodity by the source, such as a type of crude; null if there is none.',
      ...tradeFlowField((row) => sql`nullif(${row.product}, '')`),
    }),
    year: t.int({ description: 'The calendar year.', ...tradeFlowField((row) => row.year) }),
    value: t.float({
      nullable: true,
      description: 'The value in US dollars; null if withheld or missing, as stated by `valueStatus`.',
      ...tradeFlowField((row) => row.value),
    }),
    valueStatus: t.field({
      type: FigureStatus,
      description: 'Whether the value is available, and if not, why.',
      ...tradeFlowField((row) => row.valueStatus),
    }),
    valuation: t.field({
      type: Valuation,
      nullable: true,
      description: 'The costs that the value includes; null if the source does not state it.',
      ...tradeFlowField((row) => row.valuation),
    }),
    quantity: t.float({
      nullable: true,
      description: 'The quantity in `unit`; null if withheld or missing, as stated by `quantityStatus`.',
      ...tradeFlowField((row) => row.quantity),
    }),
    unit: t.string({ nullable: true, description: 'The unit of the quantity.', ...tradeFlowField((row) => row.unit) }),
    quantityStatus: t.field({
      type: FigureStatus,
      description: 'Whether the quantity is available, and if not, why.',
      ...tradeFlowField((row) => row.quantityStatus),
    }),
    source: t.field({
      type: Source,
      description: 'The statistic that contains the flow.',
      ...tradeFlowField((row, _args: object, plan) => plan.selectOne((one) => sql`${one.id} = ${row.sourceId}`)),
    }),
  }),
});

builder.queryField('tradeFlows', (t) =>
  t.field({
    type: TradeFlowConnection,
    description:
      'Measured trade, latest year first. If both sides report a flow, both reports are included: do not add them.',
    args: {
      ...tradeFlowArgs(t.arg),
      orderBy: t.arg({
        type: [inputTypes.TradeFlowOrder],
        description: 'The sort order. Defaults to latest year first.',
      }),
    },
    ...rootConnectionField<TradeFlowRow, TradeFlowArgs>((row, args, { scope }) =>
      buildTradeFlowListSpec(scope, row, args),
    ),
  }),
);

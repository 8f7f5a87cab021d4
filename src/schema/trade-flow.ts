import { type SQL, sql } from 'drizzle-orm';
import { testCondition } from '../db/queries/filter.ts';
import { type TradeFlowFilter, toYearRange, tradeFlowConditions, yearConditions } from '../db/queries/trade-flow.ts';
import { selectTradeFlowKey, tradeFlowKeyMatches } from '../db/queries/trade-flow-key.ts';
import { linkFlowsCondition } from '../db/queries/trade-link-flows.ts';
import type { AliasedColumns } from '../db/sql-builder.ts';
import type { tradeFlows } from '../db/tables/index.ts';
import { number, oneOf, reference, text } from '../model/nouns/field-kinds.ts';
import { figureStatuses, flowDirections, valuations } from '../model/vocabulary.ts';
import type { FieldBuilder } from './builder.ts';
import type { OrderBy } from './entry.ts';
import { defineOrderInput, inputTypes } from './filter-inputs.ts';
import { globalIdFieldFor, registerNodeFinder } from './node.ts';
import { declaredFields } from './noun-fields.ts';
import { defineList, listField } from './pagination.ts';
import { requireSingleOrder } from './plan/compile-page.ts';
import { sqlField } from './plan/sql-field.ts';
import { Node, Reporter, TradeFlow } from './type-refs.ts';

interface TradeFlowArgs {
  filter?: TradeFlowFilter | null;
  orderBy?: OrderBy<'YEAR' | 'VALUE'>[] | null;
}
type TradeFlowRow = AliasedColumns<typeof tradeFlows>;

const TradeFlowOrder = defineOrderInput(
  'TradeFlow',
  'trade flows',
  { YEAR: 'The year.', VALUE: 'The value. Withheld and missing values sort below all others.' },
  'DESC',
  'ties are broken by the order of import',
);

/** As in the index on values: withheld and missing values sort below all others. */
const valueSortKey = (row: TradeFlowRow): SQL => sql`coalesce(${row.value}, -1)`;

const tradeFlowList = defineList<TradeFlowRow, TradeFlowArgs>({
  type: TradeFlow,
  pluralName: 'trade flows',
  filter: inputTypes.TradeFlow,
  args: (t) => ({
    orderBy: t({ type: [TradeFlowOrder], description: 'The sort order. Defaults to latest year first.' }),
  }),
  conditions: (row, { filter }, { scope }) => tradeFlowConditions(scope, row, filter ?? {}),
  build(row, conditions, { filter, orderBy }) {
    const order = requireSingleOrder(orderBy);
    const spec = { isDescending: order?.direction !== 'ASC', isNumericOrder: true };
    if (order?.field !== 'VALUE')
      return { ...spec, conditions, order: [row.year, row.id], yearRange: toYearRange(filter?.year ?? {}) };
    const years = yearConditions(row.year, filter?.year).map(testCondition);
    return {
      ...spec,
      conditions: [...conditions, ...years],
      order: [valueSortKey(row), row.id],
      hasScatteredMatches: true,
    };
  },
});

tradeFlowList.defineQuery(
  'tradeFlows',
  'Measured trade, latest year first. If both sides report a flow, both reports are included: do not add them.',
);

/** Returns the field for the measured flows of a trade link: usually so few that they are found first and then sorted. */
export const tradeLinkFlowsField = (t: FieldBuilder, description: string) =>
  listField<TradeFlowRow, TradeFlowArgs>(t, {
    connection: tradeFlowList.connection,
    description,
    args: tradeFlowList.filterArg,
    buildSpec: (row, link, { filter }, { scope }) => ({
      conditions: [
        linkFlowsCondition(scope, row, link.id as SQL),
        ...tradeFlowConditions(scope, row, filter ?? {}).map(({ test }) => testCondition(sql`+(${test})`)),
        ...yearConditions(row.year, filter?.year).map((test) => testCondition(sql`+(${test})`)),
      ],
      order: [sql`+${row.year}`, sql`+${row.id}`],
      isDescending: true,
      isNumericOrder: true,
    }),
  });

registerNodeFinder('TradeFlow', (scope, row, key) => tradeFlowKeyMatches(scope, row as TradeFlowRow, key));

/** The reporter of a row; null if the row has none. */
export const reporterField = (t: FieldBuilder, description: string, nullable = false) =>
  t.field({
    type: Reporter,
    nullable,
    description,
    ...sqlField<Partial<TradeFlowRow>>(({ reporterId }, _args, plan) =>
      reporterId ? plan.selectOne((party) => sql`${party.id} = ${reporterId}`) : sql`NULL`,
    ),
  });

const flowFields = {
  partner: reference(
    'party',
    'The partner: a country, or a group such as the world or a remainder such as "Other Countries".',
  ),
  direction: oneOf(flowDirections, "The direction, from the reporter's side."),
  commodity: reference('commodity', 'The commodity.'),
  year: number('The calendar year.'),
  value: number('The value in US dollars; null if withheld or missing, as stated by `valueStatus`.', {
    decimal: true,
    optional: true,
  }),
  valueStatus: oneOf(figureStatuses, 'Whether the value is available, and if not, why.'),
  valuation: oneOf(valuations, 'The costs that the value includes; null if the source does not state it.', {
    optional: true,
  }),
  quantity: number('The quantity in `unit`; null if withheld or missing, as stated by `quantityStatus`.', {
    decimal: true,
    optional: true,
  }),
  unit: text('The unit of the quantity.', { optional: true }),
  quantityStatus: oneOf(figureStatuses, 'Whether the quantity is available, and if not, why.'),
  source: reference('source', 'The statistic that contains the flow.'),
};

TradeFlow.implement({
  description:
    'A cell of a statistic: the trade that a country or statistical area reports with a partner, in one commodity and one year. The partner may report the same flow differently; both are stored.',
  interfaces: [Node],
  fields: (t) => ({
    id: t.id({
      description: 'The global ID: stable and opaque.',
      ...globalIdFieldFor<TradeFlowRow>('TradeFlow', (row, scope) => selectTradeFlowKey(scope, row)),
    }),
    reporter: reporterField(
      t,
      'Who reported the flow: a country, or a group that reports as one, such as a statistical area or the European Union.',
    ),
    ...declaredFields(t, flowFields),
    product: t.string({
      nullable: true,
      description: 'A subdivision of the commodity by the source, such as a type of crude; null if there is none.',
      ...sqlField((row) => sql`nullif(${row.product}, '')`),
    }),
  }),
});

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
import { inputTypes } from './filter-inputs.ts';
import { globalIdFieldFor, registerNodeFinder } from './node.ts';
import { declaredFields } from './output-fields.ts';
import { defineList, type ListArgs, listField } from './pagination.ts';
import { sqlField } from './plan/sql-field.ts';
import { Node, Reporter, TradeFlow } from './type-refs.ts';

type TradeFlowRow = AliasedColumns<typeof tradeFlows>;

const periodExpression = ({ year, firstMonth, lastMonth }: TradeFlowRow): SQL =>
  sql`CASE WHEN ${firstMonth} = 1 AND ${lastMonth} = 12 THEN printf('%04d', ${year})
    WHEN ${firstMonth} = ${lastMonth} THEN printf('%04d-%02d', ${year}, ${firstMonth})
    ELSE printf('%04d-%02d/%04d-%02d', ${year}, ${firstMonth}, ${year}, ${lastMonth}) END`;

/** As in the index on values: withheld and missing values sort below all others. */
const valueSortKey = (row: TradeFlowRow): SQL => sql`coalesce(${row.value}, -1)`;

const tradeFlowList = defineList<TradeFlowRow, TradeFlowFilter>({
  type: TradeFlow,
  pluralName: 'trade flows',
  filter: inputTypes.TradeFlow,
  sortFields: {
    fields: {
      YEAR: { description: 'The year.', column: ({ year }) => year },
      VALUE: { description: 'The value. Withheld and missing values sort below all others.', column: valueSortKey },
    },
    default: { field: 'YEAR', direction: 'DESC' },
    tieBreaker: ({ id }) => id,
  },
  conditions: (row, filter, { scope }) => tradeFlowConditions(scope, row, filter),
  refine({ fields, ...spec }, row, { filter }) {
    const numeric = { ...spec, isNumericOrder: true };
    if (fields.join() === 'YEAR') return { ...numeric, yearRange: toYearRange(filter?.year ?? {}) };
    const years = yearConditions(row.year, filter?.year).map(testCondition);
    return { ...numeric, conditions: [...spec.conditions, ...years], hasScatteredMatches: true };
  },
});

tradeFlowList.defineQuery(
  'tradeFlows',
  'Measured trade, latest year first. If both sides report a flow, both reports are included: do not add them.',
);

/** Returns the field for the measured flows of a trade link: usually so few that they are found first and then sorted. */
export const tradeLinkFlowsField = (t: FieldBuilder, description: string) =>
  listField<TradeFlowRow, ListArgs<TradeFlowFilter>>(t, {
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
    'A cell of a statistic: the trade that a country or statistical area reports with a partner, in one commodity and one year or part of a year. The partner may report the same flow differently; both are stored.',
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
    period: t.string({
      nullable: false,
      description:
        'The period as EDTF: a year (2014), a month of it (2014-01), or several months (2014-01/2014-03). Sums exclude a flow if the same source reports the same trade for a longer period that includes it.',
      ...sqlField((row) => periodExpression(row as TradeFlowRow)),
    }),
    product: t.string({
      nullable: true,
      description: 'A subdivision of the commodity by the source, such as a type of crude; null if there is none.',
      ...sqlField((row) => sql`nullif(${row.product}, '')`),
    }),
  }),
});

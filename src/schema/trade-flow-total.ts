import { type SQL, sql } from 'drizzle-orm';
import type { TradeFlowFilter } from '../db/queries/trade-flow.ts';
import { dimensionColumn, maxTotals, selectTradeFlowTotals } from '../db/queries/trade-flow-total.ts';
import { maxWork, type TradeFlowDimension } from '../db/queries/trade-flow-total-rows.ts';
import { number, oneOf, reference, text } from '../model/nouns/field-kinds.ts';
import { flowDirections, valuations } from '../model/vocabulary.ts';
import { dimensionColumns, validateDimensions } from './aggregation.ts';
import { builder } from './builder.ts';
import { enumOf, tradeFlowDimensions } from './enums.ts';
import { inputTypes } from './filter-inputs.ts';
import { declaredFields } from './output-fields.ts';
import { rootField } from './plan/sql-field.ts';
import { reporterField } from './trade-flow.ts';
import { TradeFlowTotal } from './type-refs.ts';

const optional = { optional: true } as const;
const amount = { optional: true, decimal: true } as const;

const totalFields = {
  year: number('The calendar year.', optional),
  partner: reference('party', 'The partner.', optional),
  commodity: reference('commodity', 'The commodity.', optional),
  direction: oneOf(
    flowDirections,
    "The direction, from the reporter's side. Never null: directions are never added together.",
    optional,
  ),
  source: reference('source', 'The statistic. Flows of different statistics are never added together.'),
  valuation: oneOf(valuations, 'The costs that the value includes; null if the source does not state it.', optional),
  value: number('The sum of the available values, in US dollars; null if there are none.', amount),
  valuesWithheld: number('The number of withheld values, which the sum does not include.'),
  quantity: number('The sum of the available quantities, in `unit`; null if there are none.', amount),
  unit: text('The unit of the quantity. Units are never mixed.', optional),
  quantitiesWithheld: number('The number of withheld quantities, which the sum does not include.'),
  flows: number('The number of flows: cells of the statistic.'),
};

TradeFlowTotal.implement({
  description:
    'The sum of the trade flows with these values. Dimensions not in `by` are null. Reports of the two sides are never added together, nor are flows that differ in source, unit or valuation, a heading and its own subheadings, a period and a part of it, TOTAL and any other commodity, a union and its members as reporters, or a group of partners and the countries listed alongside it. Nothing is left out for this if the dimension tells the two apart, or if `reporterKey` or `partnerKey` selects a single party.',
  fields: (t) => ({
    reporter: reporterField(t, 'The reporting country or group.', true),
    ...declaredFields(t, totalFields, { isPartial: true }),
  }),
});

interface TradeFlowTotalsArgs {
  filter?: TradeFlowFilter | null;
  by: TradeFlowDimension[];
  first?: number | null;
}

const tooMuchWork = `"tradeFlowTotals" would read more than ${(maxWork / 2).toLocaleString('en')} flows one by one. Narrow the filter (fewer years, one reporter or partner, a narrower commodity), or request countries and commodities separately.`;
const tooManyRows = `"tradeFlowTotals" would return more than ${maxTotals.toLocaleString('en')} rows. Narrow the filter, remove a dimension from "by", or limit the rows with "first".`;

builder.queryField('tradeFlowTotals', (t) =>
  t.field({
    type: [TradeFlowTotal],
    description: `Sums trade flows by one or more dimensions, in the order of the dimensions. Returns all rows unless \`first\` is given, which is required for more than ${maxTotals} rows.`,
    args: {
      filter: t.arg({ type: inputTypes.TradeFlow, description: 'Filters the trade flows.' }),
      by: t.arg({ type: [enumOf(tradeFlowDimensions)], required: true, description: 'The dimensions to sum by.' }),
      first: t.arg.int({ description: 'The maximum number of rows.' }),
    },
    ...rootField<TradeFlowTotalsArgs>((_row, { filter, by, first }, plan) => {
      validateDimensions(by, first);
      const total = sql.raw(plan.scope.nextAlias());
      const { ctes, rows, flowsRead } = selectTradeFlowTotals(plan.scope, by, filter ?? {}, first);
      const column = (name: string): SQL => sql`${total}.${sql.raw(name)}`;
      const row: Record<string, SQL> = {};
      for (const name of by) Object.assign(row, dimensionColumns(name, column(dimensionColumn(name))));
      Object.assign(row, {
        direction: column('direction'),
        sourceId: column('source_id'),
        value: column('value'),
        valuation: sql`nullif(${column('valuation')}, '')`,
        valuesWithheld: column('values_withheld'),
        quantity: column('quantity'),
        unit: sql`nullif(${column('unit')}, '')`,
        quantitiesWithheld: column('quantities_withheld'),
        flows: column('flows'),
      });
      const checkRows =
        first == null ? sql` WHEN count(*) > ${maxTotals} THEN cost_limit_error(${tooManyRows})` : sql``;
      return sql`(${ctes} SELECT CASE WHEN max(coalesce(max(${total}.all_work), 0), ${flowsRead}) > ${maxWork} THEN cost_limit_error(${tooMuchWork})${checkRows}
        ELSE json_group_array(${plan.selectEmbedded(row)}) END FROM ${rows} ${total})`;
    }),
  }),
);

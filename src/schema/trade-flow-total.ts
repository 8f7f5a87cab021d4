import { type SQL, sql } from 'drizzle-orm';
import type { TradeFlowFilter } from '../db/queries/trade-flow.ts';
import { dimensionColumn, maxTotals, selectTradeFlowTotals } from '../db/queries/trade-flow-total.ts';
import { type TradeFlowDimension as Dimension, maxWork } from '../db/queries/trade-flow-total-rows.ts';
import type { AliasedColumns } from '../db/sql-builder.ts';
import { validateDimensions } from './aggregation.ts';
import { builder } from './builder.ts';
import { FlowDirection, TradeFlowDimension, Valuation } from './enums.ts';
import { inputTypes } from './filter-inputs.ts';
import { rootField, sqlField } from './plan/sql-field.ts';
import { Commodity, Country, Party, Source, TradeFlowTotal } from './type-refs.ts';

const columnField = (name: string) => sqlField((row: AliasedColumns) => (row[name] as SQL | undefined) ?? sql`NULL`);
const referenceField = (name: Dimension | 'source') =>
  sqlField<AliasedColumns, object>((row, _args, plan) =>
    row[name] ? plan.selectOne((one) => sql`${one.id} = ${row[name] as SQL}`) : sql`NULL`,
  );

TradeFlowTotal.implement({
  description:
    'The sum of the trade flows with these values. Dimensions not in `by` are null. Reports of the two sides are never added together, nor are flows that differ in source, unit or valuation, a heading and its own subheadings, or a group of partners and the countries listed alongside it.',
  fields: (t) => ({
    year: t.int({ nullable: true, description: 'The calendar year.', ...columnField('YEAR') }),
    reporter: t.field({
      type: Country,
      nullable: true,
      description: 'The reporting country.',
      ...referenceField('REPORTER'),
    }),
    partner: t.field({ type: Party, nullable: true, description: 'The partner.', ...referenceField('PARTNER') }),
    commodity: t.field({
      type: Commodity,
      nullable: true,
      description: 'The commodity.',
      ...referenceField('COMMODITY'),
    }),
    direction: t.field({
      type: FlowDirection,
      nullable: true,
      description: "The direction, from the reporter's side. Never null: directions are never added together.",
      ...columnField('direction'),
    }),
    source: t.field({
      type: Source,
      description: 'The statistic. Flows of different statistics are never added together.',
      ...referenceField('source'),
    }),
    valuation: t.field({
      type: Valuation,
      nullable: true,
      description: 'The costs that the value includes; null if the source does not state it.',
      ...columnField('valuation'),
    }),
    value: t.float({
      nullable: true,
      description: 'The sum of the available values, in US dollars; null if there are none.',
      ...columnField('value'),
    }),
    valuesWithheld: t.int({
      description: 'The number of withheld values, which the sum does not include.',
      ...columnField('values_withheld'),
    }),
    quantity: t.float({
      nullable: true,
      description: 'The sum of the available quantities, in `unit`; null if there are none.',
      ...columnField('quantity'),
    }),
    unit: t.string({
      nullable: true,
      description: 'The unit of the quantity. Units are never mixed.',
      ...columnField('unit'),
    }),
    quantitiesWithheld: t.int({
      description: 'The number of withheld quantities, which the sum does not include.',
      ...columnField('quantities_withheld'),
    }),
    flows: t.int({ description: 'The number of flows: cells of the statistic.', ...columnField('flows') }),
  }),
});

interface TradeFlowTotalsArgs {
  filter?: TradeFlowFilter | null;
  by: Dimension[];
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
      by: t.arg({ type: [TradeFlowDimension], required: true, description: 'The dimensions to sum by.' }),
      first: t.arg.int({ description: 'The maximum number of rows.' }),
    },
    ...rootField<TradeFlowTotalsArgs>((_row, { filter, by, first }, plan) => {
      validateDimensions(by, first);
      const total = sql.raw(plan.scope.nextAlias());
      const { ctes, rows, flowsRead } = selectTradeFlowTotals(plan.scope, by, filter ?? {}, first);
      const column = (name: string): SQL => sql`${total}.${sql.raw(name)}`;
      const row: Record<string, SQL> = {
        source: column('source_id'),
        unit: sql`nullif(${column('unit')}, '')`,
        valuation: sql`nullif(${column('valuation')}, '')`,
      };
      for (const name of ['direction', 'value', 'values_withheld', 'quantity', 'quantities_withheld', 'flows'])
        row[name] = column(name);
      for (const name of by) row[name] = column(dimensionColumn(name));
      const checkRows =
        first == null ? sql` WHEN count(*) > ${maxTotals} THEN cost_limit_error(${tooManyRows})` : sql``;
      return sql`(${ctes} SELECT CASE WHEN max(coalesce(max(${total}.all_work), 0), ${flowsRead}) > ${maxWork} THEN cost_limit_error(${tooMuchWork})${checkRows}
        ELSE json_group_array(${plan.selectEmbedded(row)}) END FROM ${rows} ${total})`;
    }),
  }),
);

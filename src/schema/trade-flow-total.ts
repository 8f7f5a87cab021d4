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
    'A sum of trade flows that have these values; what was not asked for in `by` is null. It never adds what two sides report, nor what differs in source, unit or valuation, nor a heading to its own subheadings, nor a group of partners to countries beside it.',
  fields: (t) => ({
    year: t.int({ nullable: true, description: 'The calendar year.', ...columnField('YEAR') }),
    reporter: t.field({ type: Country, nullable: true, description: 'Who reports.', ...referenceField('REPORTER') }),
    partner: t.field({ type: Party, nullable: true, description: 'With whom.', ...referenceField('PARTNER') }),
    commodity: t.field({ type: Commodity, nullable: true, description: 'The goods.', ...referenceField('COMMODITY') }),
    direction: t.field({
      type: FlowDirection,
      nullable: true,
      description: "Which way, from the reporter's side: always told, for it is never added.",
      ...columnField('direction'),
    }),
    source: t.field({
      type: Source,
      description: 'The statistic: flows of several are never added.',
      ...referenceField('source'),
    }),
    valuation: t.field({
      type: Valuation,
      nullable: true,
      description: 'What the value includes; null where the source does not say.',
      ...columnField('valuation'),
    }),
    value: t.float({
      nullable: true,
      description: 'The values that are there, in US dollars; null where there is none.',
      ...columnField('value'),
    }),
    valuesWithheld: t.int({
      description: 'How many values are withheld: the sum does not hold them.',
      ...columnField('values_withheld'),
    }),
    quantity: t.float({
      nullable: true,
      description: 'The quantities that are there, in `unit`; null where there is none.',
      ...columnField('quantity'),
    }),
    unit: t.string({
      nullable: true,
      description: 'What the quantity counts: units are never mixed.',
      ...columnField('unit'),
    }),
    quantitiesWithheld: t.int({
      description: 'How many quantities are withheld: the sum does not hold them.',
      ...columnField('quantities_withheld'),
    }),
    flows: t.int({ description: 'How many flows: cells of the statistic.', ...columnField('flows') }),
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
    description: `Trade flows summed by one dimension or several, in the order of the dimensions. All rows are answered unless \`first\` says how many; more than ${maxTotals} only then.`,
    args: {
      filter: t.arg({ type: inputTypes.TradeFlow, description: 'Which flows; all if left out.' }),
      by: t.arg({ type: [TradeFlowDimension], required: true, description: 'By what to sum.' }),
      first: t.arg.int({ description: 'Only so many rows.' }),
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

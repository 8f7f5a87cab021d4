import { type SQL, sql } from 'drizzle-orm';
import type { TradeFlowFilter } from '../db/queries/trade-flow.ts';
import { columnOf, mostTotals, totalTradeFlows } from '../db/queries/trade-flow-total.ts';
import { type TradeFlowDimension as Dimension, mostWork } from '../db/queries/trade-flow-total-rows.ts';
import type { Row } from '../db/sql-builder.ts';
import { ChanceryError } from '../model/errors.ts';
import { assertDimensions } from './aggregation.ts';
import { builder } from './builder.ts';
import type { Context } from './context.ts';
import { FlowDirection, TradeFlowDimension, Valuation } from './enums.ts';
import { inputs } from './filter-inputs.ts';
import { type Answered, planned, root } from './plan/sql-field.ts';
import { Commodity, Country, Party, Source, TradeFlowTotal } from './type-refs.ts';

const value = (name: string) => planned((row: Row) => (row[name] as SQL | undefined) ?? sql`NULL`);
const thing = (name: Dimension | 'source') =>
  planned<Row, object>((row, _args, plan) =>
    row[name] ? plan.one((one) => sql`${one.id} = ${row[name] as SQL}`) : sql`NULL`,
  );

TradeFlowTotal.implement({
  description:
    'A sum of trade flows that have these values; what was not asked for in `by` is null. It never adds what two sides report, nor what differs in source, unit or valuation, nor a heading to its own subheadings, nor a group of partners to countries beside it.',
  fields: (t) => ({
    year: t.int({ nullable: true, description: 'The calendar year.', ...value('YEAR') }),
    reporter: t.field({ type: Country, nullable: true, description: 'Who reports.', ...thing('REPORTER') }),
    partner: t.field({ type: Party, nullable: true, description: 'With whom.', ...thing('PARTNER') }),
    commodity: t.field({ type: Commodity, nullable: true, description: 'The goods.', ...thing('COMMODITY') }),
    direction: t.field({
      type: FlowDirection,
      nullable: true,
      description: "Which way, from the reporter's side: always told, for it is never added.",
      ...value('direction'),
    }),
    source: t.field({
      type: Source,
      description: 'The statistic: flows of several are never added.',
      ...thing('source'),
    }),
    valuation: t.field({
      type: Valuation,
      nullable: true,
      description: 'What the value includes; null where the source does not say.',
      ...value('valuation'),
    }),
    value: t.float({
      nullable: true,
      description: 'The values that are there, in US dollars; null where there is none.',
      ...value('value'),
    }),
    valuesWithheld: t.int({
      description: 'How many values are withheld: the sum does not hold them.',
      ...value('values_withheld'),
    }),
    quantity: t.float({
      nullable: true,
      description: 'The quantities that are there, in `unit`; null where there is none.',
      ...value('quantity'),
    }),
    unit: t.string({
      nullable: true,
      description: 'What the quantity counts: units are never mixed.',
      ...value('unit'),
    }),
    quantitiesWithheld: t.int({
      description: 'How many quantities are withheld: the sum does not hold them.',
      ...value('quantities_withheld'),
    }),
    flows: t.int({ description: 'How many flows: cells of the statistic.', ...value('flows') }),
  }),
});

interface Args {
  filter?: TradeFlowFilter | null;
  by: Dimension[];
  first?: number | null;
}
interface Raw {
  work: number;
  rows: object[];
}

builder.queryField('tradeFlowTotals', (t) =>
  t.field({
    type: [TradeFlowTotal],
    description: `Trade flows summed by one dimension or several, in the order of the dimensions. All rows are answered unless \`first\` says how many; more than ${mostTotals} only then.`,
    args: {
      filter: t.arg({ type: inputs.TradeFlow, description: 'Which flows; all if left out.' }),
      by: t.arg({ type: [TradeFlowDimension], required: true, description: 'By what to sum.' }),
      first: t.arg.int({ description: 'Only so many rows.' }),
    },
    ...root<Args>(
      (_row, { filter, by, first }, plan) => {
        assertDimensions(by, first);
        const total = sql.raw(plan.scope.alias());
        const { with: ctes, rows, reads } = totalTradeFlows(plan.scope, by, filter ?? {}, first);
        const column = (name: string): SQL => sql`${total}.${sql.raw(name)}`;
        const row: Record<string, SQL> = {
          source: column('source_id'),
          unit: sql`nullif(${column('unit')}, '')`,
          valuation: sql`nullif(${column('valuation')}, '')`,
        };
        for (const name of ['direction', 'value', 'values_withheld', 'quantity', 'quantities_withheld', 'flows'])
          row[name] = column(name);
        for (const name of by) row[name] = column(columnOf(name));
        return sql`(${ctes} SELECT json_object('work', max(coalesce(max(${total}.all_work), 0), ${reads}), 'rows', json_group_array(${plan.embed(row)}))
        FROM ${rows} ${total})`;
      },
      { read: ((raw: Raw, { first }: Args) => bounded(raw, first)) as never, run: runBounded },
    ),
  }),
);

/** SQLite reads statements up to a size. Only a filter of very many conditions makes one that is larger. */
const runBounded = async (query: SQL, _args: Args, { reader }: Context): Promise<Answered | undefined> => {
  try {
    return await reader.one<Answered>(query);
  } catch (error) {
    if (!(error instanceof Error && error.message.includes('nested too deep'))) throw error;
    throw new ChanceryError(
      'COST_LIMIT',
      'The filter of tradeFlowTotals has too many conditions on countries. Ask for fewer at once.',
      'filter',
    );
  }
};

function bounded({ work, rows }: Raw, first: number | null | undefined): object[] {
  if (work > mostWork)
    throw new ChanceryError(
      'COST_LIMIT',
      `tradeFlowTotals would have to look at more than ${(mostWork / 2).toLocaleString('en')} flows one by one. Narrow the filter (fewer years, one reporter or partner, a narrower commodity), or ask for countries and commodities in two requests.`,
    );
  if (first == null && rows.length > mostTotals)
    throw new ChanceryError(
      'COST_LIMIT',
      `tradeFlowTotals would answer more than ${mostTotals.toLocaleString('en')} rows. Narrow the filter, leave a dimension out of by, or say with first how many rows you want.`,
    );
  return rows;
}

import { sql } from 'drizzle-orm';
import { check, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** Which of reporter, partner and commodity a sum tells apart: a bit each. */
export const sumDimensions = { reporter: 1, partner: 2, commodity: 4 } as const;

/**
 * Derived: sums of measured trade, by year, source, direction, unit and valuation, and by each set of two dimensions or fewer; what tells all
 * three apart is `trade_flows` itself. No ids of the record's are referred to: it is thrown away with the slice that it sums.
 * WITHOUT ROWID, so that a set is read in its order.
 */
export const tradeFlowSums = sqliteTable(
  'trade_flow_sums',
  {
    dimensions: integer('dimensions').notNull(),
    year: integer('year').notNull(),
    sourceId: integer('source_id').notNull(),
    direction: text('direction').notNull(),
    /** Empty where there is none; so is the valuation. */
    unit: text('unit').notNull(),
    valuation: text('valuation').notNull(),
    /** 0 where the set does not tell it apart; so in the three that follow. */
    commodityId: integer('commodity_id').notNull(),
    reporterId: integer('reporter_id').notNull(),
    partnerId: integer('partner_id').notNull(),
    /** As in `trade_flows`: sets without the commodity hold no flow that is part of another. */
    withinId: integer('within_id').notNull(),
    /** As in `trade_flows`: sets without the partner hold no itemized flow. */
    itemized: integer('itemized', { mode: 'boolean' }).notNull(),
    value: real('value'),
    valuesWithheld: integer('values_withheld').notNull(),
    quantity: real('quantity'),
    quantitiesWithheld: integer('quantities_withheld').notNull(),
    flows: integer('flows').notNull(),
  },
  (t) => [
    primaryKey({
      columns: [
        t.dimensions,
        t.year,
        t.sourceId,
        t.direction,
        t.unit,
        t.valuation,
        t.commodityId,
        t.reporterId,
        t.partnerId,
        t.withinId,
        t.itemized,
      ],
    }),
    check('trade_flow_sums_dimensions', sql`${t.dimensions} BETWEEN 1 AND 6`),
  ],
);

/** The years of sources whose sums are not there: triggers on `trade_flows` put them here, and drop the sums, with whatever is written. */
export const tradeFlowUnsummed = sqliteTable(
  'trade_flow_unsummed',
  { sourceId: integer('source_id').notNull(), year: integer('year').notNull() },
  (t) => [primaryKey({ columns: [t.sourceId, t.year] })],
);

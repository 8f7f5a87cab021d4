import { sql } from 'drizzle-orm';
import { check, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';

/** The dimensions by which a sum is grouped, as bits. */
export const sumDimensions = { reporter: 1, partner: 2, commodity: 4 } as const;

/**
 * Derived: sums of trade flows by year, source, direction, unit and valuation, for each set of at
 * most two dimensions; sums by all three would repeat `trade_flows`. No foreign keys, because rows
 * are discarded with their slice. WITHOUT ROWID, so that each set is read in order.
 */
export const tradeFlowSums = sqliteTable(
  'trade_flow_sums',
  {
    dimensions: integer('dimensions').notNull(),
    year: integer('year').notNull(),
    sourceId: integer('source_id').notNull(),
    direction: text('direction').notNull(),
    /** Empty if there is none; likewise the valuation. */
    unit: text('unit').notNull(),
    valuation: text('valuation').notNull(),
    /** 0 if the set does not group by it; likewise the next three. */
    commodityId: integer('commodity_id').notNull(),
    reporterId: integer('reporter_id').notNull(),
    partnerId: integer('partner_id').notNull(),
    /** As in `trade_flows`. Sets without the commodity exclude flows that are part of another. */
    withinId: integer('within_id').notNull(),
    /** As in `trade_flows`. Sets without the partner exclude itemized flows. */
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

/**
 * The slices (source and year) with pending sums. Triggers on `trade_flows` add them and delete
 * their sums after every write.
 */
export const tradeFlowUnsummed = sqliteTable(
  'trade_flow_unsummed',
  { sourceId: integer('source_id').notNull(), year: integer('year').notNull() },
  (t) => [primaryKey({ columns: [t.sourceId, t.year] })],
);

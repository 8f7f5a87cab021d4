import { sql } from 'drizzle-orm';
import {
  type AnySQLiteColumn,
  check,
  index,
  integer,
  real,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core';
import { figureStatuses, flowDirections, valuations } from '../../model/vocabulary.ts';
import { checkBoolean, checkEnum, idColumn, referenceColumn } from '../columns.ts';
import { commodities } from './commodity.ts';
import { parties } from './party.ts';
import { sources } from './source.ts';

/** Imported files of trade flows, with their progress: an interrupted import resumes from there. */
export const tradeFlowFiles = sqliteTable(
  'trade_flow_files',
  {
    id: idColumn(),
    sourceId: referenceColumn('source_id').references(() => sources.id),
    name: text('name').notNull(),
    /** The SHA-256 of the file's bytes and the import options. */
    digest: text('digest').notNull(),
    /** The position from which an import resumes; null once it is complete. */
    progress: text('progress'),
  },
  (t) => [
    uniqueIndex('trade_flow_files_name').on(t.sourceId, t.name),
    check('trade_flow_files_progress', sql`${t.progress} IS NULL OR json_valid(${t.progress})`),
  ],
);

/** Requires a value exactly if the status implies one: a confidential cell is neither zero nor unknown. */
const checkFigureStatus = (name: string, value: AnySQLiteColumn, status: AnySQLiteColumn) =>
  check(name, sql`(${value} IS NULL) = (${status} IN ('CONFIDENTIAL', 'MISSING'))`);

/** Measured trade: cells of statistics. Both sides of a flow may be present, each as reported. */
export const tradeFlows = sqliteTable(
  'trade_flows',
  {
    id: idColumn(),
    /** A country, or a group that reports as one: a statistical area or a union. */
    reporterId: referenceColumn('reporter_id').references(() => parties.id),
    /** A country, or a named aggregate. */
    partnerId: referenceColumn('partner_id').references(() => parties.id),
    commodityId: referenceColumn('commodity_id').references(() => commodities.id),
    year: integer('year').notNull(),
    /** The first and the last month of the period: 1 and 12 for a whole year. */
    firstMonth: integer('first_month').notNull().default(1),
    lastMonth: integer('last_month').notNull().default(12),
    direction: text('direction', { enum: flowDirections }).notNull(),
    sourceId: referenceColumn('source_id').references(() => sources.id),
    /** The subdivision of the commodity by the source, such as a type of crude oil; empty if none. */
    product: text('product').notNull(),
    /** Distinguishes cells that are equal in all columns above. */
    ordinal: integer('ordinal').notNull(),
    fileId: referenceColumn('file_id').references(() => tradeFlowFiles.id),
    /** In US dollars. */
    value: real('value'),
    valueStatus: text('value_status', { enum: figureStatuses }).notNull(),
    valuation: text('valuation', { enum: valuations }),
    quantity: real('quantity'),
    unit: text('unit'),
    quantityStatus: text('quantity_status', { enum: figureStatuses }).notNull(),
    /**
     * Derived: the nearest ancestor commodity that the same source reports for the same trade. A
     * sum includes only one of the two.
     */
    withinId: integer('within_id').references(() => commodities.id),
    /** Derived: the partner is a group, and the same source also reports individual countries, or the world. */
    itemized: integer('itemized', { mode: 'boolean' }).notNull().default(false),
    /** Derived: the same source reports the same cell for a longer period that includes this one. No sum includes it. */
    withinPeriod: integer('within_period', { mode: 'boolean' }).notNull().default(false),
  },
  (t) => [
    uniqueIndex('trade_flows_identity').on(
      t.reporterId,
      t.partnerId,
      t.commodityId,
      t.year,
      t.direction,
      t.sourceId,
      t.firstMonth,
      t.lastMonth,
      t.product,
      t.ordinal,
    ),
    index('trade_flows_part_year').on(t.sourceId).where(sql`${t.firstMonth} > 1 OR ${t.lastMonth} < 12`),
    index('trade_flows_reporter').on(t.reporterId, t.year),
    index('trade_flows_partner').on(t.partnerId, t.year),
    index('trade_flows_commodity').on(t.commodityId, t.year),
    index('trade_flows_year').on(t.year),
    index('trade_flows_source').on(t.sourceId, t.year),
    index('trade_flows_value').on(sql`coalesce(${t.value}, -1)`),
    checkEnum('trade_flows_direction', t.direction, flowDirections),
    checkEnum('trade_flows_value_status', t.valueStatus, figureStatuses),
    checkEnum('trade_flows_quantity_status', t.quantityStatus, figureStatuses),
    checkEnum('trade_flows_valuation', t.valuation, valuations),
    checkFigureStatus('trade_flows_value', t.value, t.valueStatus),
    checkFigureStatus('trade_flows_quantity', t.quantity, t.quantityStatus),
    checkBoolean('trade_flows_itemized', t.itemized),
    checkBoolean('trade_flows_within_period', t.withinPeriod),
    check('trade_flows_months', sql`${t.firstMonth} BETWEEN 1 AND ${t.lastMonth} AND ${t.lastMonth} <= 12`),
    check('trade_flows_year', sql`${t.year} BETWEEN 1000 AND 9999`),
    check('trade_flows_ordinal', sql`${t.ordinal} >= 0`),
  ],
);

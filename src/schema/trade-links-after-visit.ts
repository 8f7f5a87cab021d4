import { sql } from 'drizzle-orm';
import type { Row } from '../db/sql-builder.ts';
import { appearances, tradeLinkParties, type tradeLinks, visitOrigins, type visits } from '../db/tables/index.ts';
import { badInput } from '../model/errors.ts';
import { nestedList } from './pagination.ts';
import type { PageArgs } from './plan/compile-page.ts';

type Args = PageArgs & { withinDays: number };

/** Ties between the traveller's country and the host that began within so many days of the visit. */
export const afterVisit = nestedList<Row<typeof visits>, Row<typeof tradeLinks>, Args>(
  (row, visit, { withinDays }, { scope }) => {
    if (withinDays < 0 || withinDays > 36_525)
      throw badInput(`withinDays: ${withinDays} is not a number of days from 0 to 36525.`, 'withinDays');
    const host = scope.table(appearances);
    const tested = scope.table(appearances);
    const origin = scope.table(visitOrigins);
    const part = scope.table(tradeLinkParties);
    const days = sql.raw(`'+${withinDays} days'`);
    const ofHost = (list: Row<typeof appearances>) =>
      sql`${list.partyId} = ${visit.hostId} AND ${list.kind} = 'TRADE_LINK' AND ${list.at} >= ${visit.startLatest} AND ${list.at} <= date(${visit.startEarliest}, ${days})`;
    return {
      conditions: [
        {
          test: sql`EXISTS (SELECT 1 FROM ${tested.from} WHERE ${ofHost(tested.row)} AND ${tested.row.entryId} = ${row.id})`,
          drive: { ...host.row, from: host.from, where: ofHost(host.row) },
        },
        {
          test: sql`${row.sinceEarliest} >= ${visit.startLatest} AND ${row.sinceLatest} <= date(${visit.startEarliest}, ${days})`,
        },
        {
          test: sql`EXISTS (SELECT 1 FROM ${origin.from} JOIN ${part.from} ON ${part.row.partyId} = ${origin.row.countryId} WHERE ${origin.row.entryId} = ${visit.id} AND ${origin.row.countryId} <> ${visit.hostId} AND ${part.row.entryId} = ${row.id})`,
        },
      ],
      order: [row.at, row.key],
      descending: false,
      byDay: true,
      edge: { lagDays: sql`CAST(julianday(${row.sinceEarliest}) - julianday(${visit.startEarliest}) AS INTEGER)` },
    };
  },
);

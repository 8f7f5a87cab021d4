import { sql } from 'drizzle-orm';
import type { AliasedColumns } from '../db/sql-builder.ts';
import { appearances, tradeLinkParties, type tradeLinks, visitOrigins, type visits } from '../db/tables/index.ts';
import { badInput } from '../model/errors.ts';
import { nestedConnectionField } from './pagination.ts';
import type { PageArgs } from './plan/compile-page.ts';

type TradeLinksAfterArgs = PageArgs & { withinDays: number };

/** Trade links between the travellers' countries and the host that began within `withinDays` of the visit. */
export const tradeLinksAfterVisitField = nestedConnectionField<
  AliasedColumns<typeof visits>,
  AliasedColumns<typeof tradeLinks>,
  TradeLinksAfterArgs
>((row, visit, { withinDays }, { scope }) => {
  if (withinDays < 0 || withinDays > 36_525)
    throw badInput(`withinDays: must be from 0 to 36525 (got ${withinDays}).`, 'withinDays');
  const host = scope.aliasTable(appearances);
  const tested = scope.aliasTable(appearances);
  const origin = scope.aliasTable(visitOrigins);
  const part = scope.aliasTable(tradeLinkParties);
  const days = sql.raw(`'+${withinDays} days'`);
  const ofHost = (list: AliasedColumns<typeof appearances>) =>
    sql`${list.partyId} = ${visit.hostId} AND ${list.kind} = 'TRADE_LINK' AND ${list.at} >= ${visit.startLatest} AND ${list.at} <= date(${visit.startEarliest}, ${days})`;
  return {
    conditions: [
      {
        test: sql`EXISTS (SELECT 1 FROM ${tested.from} WHERE ${ofHost(tested.row)} AND ${tested.row.entryId} = ${row.id})`,
        drivingList: { ...host.row, from: host.from, where: ofHost(host.row) },
      },
      {
        test: sql`${row.sinceEarliest} >= ${visit.startLatest} AND ${row.sinceLatest} <= date(${visit.startEarliest}, ${days})`,
      },
      {
        test: sql`EXISTS (SELECT 1 FROM ${origin.from} JOIN ${part.from} ON ${part.row.partyId} = ${origin.row.countryId} WHERE ${origin.row.entryId} = ${visit.id} AND ${origin.row.countryId} <> ${visit.hostId} AND ${part.row.entryId} = ${row.id})`,
      },
    ],
    order: [row.at, row.key],
    isDescending: false,
    isOrderedByDay: true,
    edgeFields: { lagDays: sql`CAST(julianday(${row.sinceEarliest}) - julianday(${visit.startEarliest}) AS INTEGER)` },
  };
});

import { sql } from 'drizzle-orm';
import type { AliasedColumns } from '../db/sql-builder.ts';
import { appearances, tradeLinkParties, type tradeLinks, visitOrigins } from '../db/tables/index.ts';
import { badInput } from '../model/errors.ts';
import type { FieldBuilder } from './builder.ts';
import { defineConnection, listField } from './pagination.ts';
import { TradeLink } from './type-refs.ts';

const connection = defineConnection(TradeLink, 'trade links that began after a visit', {
  name: 'TradeLinksAfterVisit',
  edgeName: 'TradeLinkAfterVisit',
  edgeFields: {
    lagDays: {
      type: 'Int',
      description:
        'The number of days from the start of the visit to the start of the trade link; 0 means the same day.',
    },
  },
});

const description =
  "Trade links in which both a traveller's country and the host take part, and which certainly began within `withinDays` days of the start of the visit, the same day included. Links with an unknown start are excluded. Earliest first.";

/** Returns the field for trade links between a traveller's country and the host that began soon after a visit. */
export const tradeLinksAfterVisitField = (t: FieldBuilder) =>
  listField<AliasedColumns<typeof tradeLinks>, { withinDays: number }>(t, {
    connection,
    description,
    args: (arg) => ({
      withinDays: arg.int({ defaultValue: 365, description: 'The number of days after the start: 0 to 36525.' }),
    }),
    buildSpec(row, visit, { withinDays }, { scope }) {
      if (withinDays < 0 || withinDays > 36_525)
        throw badInput(`withinDays: ${withinDays} is not a number of days from 0 to 36525.`, 'withinDays');
      const host = scope.aliasTable(appearances);
      const tested = scope.aliasTable(appearances);
      const origin = scope.aliasTable(visitOrigins);
      const part = scope.aliasTable(tradeLinkParties);
      const days = sql.raw(`'+${withinDays} days'`);
      const ofHost = (list: AliasedColumns<typeof appearances>) =>
        sql`${list.partyId} = ${visit.hostId} AND ${list.kind} = 'TRADE_LINK' AND ${list.at} >= ${visit.startLatest} AND ${list.at} <= date(${visit.startEarliest}, ${days})`;
      const tests = [
        sql`${row.sinceEarliest} >= ${visit.startLatest} AND ${row.sinceLatest} <= date(${visit.startEarliest}, ${days})`,
        sql`EXISTS (SELECT 1 FROM ${origin.from} JOIN ${part.from} ON ${part.row.partyId} = ${origin.row.countryId} WHERE ${origin.row.entryId} = ${visit.id} AND ${origin.row.countryId} <> ${visit.hostId} AND ${part.row.entryId} = ${row.id})`,
      ];
      return {
        conditions: [
          {
            test: sql`EXISTS (SELECT 1 FROM ${tested.from} WHERE ${ofHost(tested.row)} AND ${tested.row.entryId} = ${row.id})`,
            drivingList: { ...host.row, from: host.from, where: ofHost(host.row) },
          },
          ...tests.map((test) => ({ test })),
        ],
        order: [row.at, row.key],
        isDescending: false,
        isOrderedByDay: true,
        edgeFields: {
          lagDays: sql`CAST(julianday(${row.sinceEarliest}) - julianday(${visit.startEarliest}) AS INTEGER)`,
        },
      };
    },
  });

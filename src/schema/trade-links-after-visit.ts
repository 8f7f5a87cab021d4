import { type SQL, sql } from 'drizzle-orm';
import type { Condition } from '../db/queries/filter.ts';
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
      const days = sql.raw(`'+${withinDays} days'`);
      /** Links of the host whose sort day is in a window, and in which a country of a traveller takes part. */
      const conditions = (sortDay: (at: SQL) => SQL, began: SQL): Condition[] => {
        const host = scope.aliasTable(appearances);
        const tested = scope.aliasTable(appearances);
        const origin = scope.aliasTable(visitOrigins);
        const part = scope.aliasTable(tradeLinkParties);
        const ofHost = (list: AliasedColumns<typeof appearances>) =>
          sql`${list.partyId} = ${visit.hostId} AND ${list.kind} = 'TRADE_LINK'${sortDay(list.at)}`;
        const tests = [
          began,
          sql`EXISTS (SELECT 1 FROM ${origin.from} JOIN ${part.from} ON ${part.row.partyId} = ${origin.row.countryId} WHERE ${origin.row.entryId} = ${visit.id} AND ${origin.row.countryId} <> ${visit.hostId} AND ${part.row.entryId} = ${row.id})`,
        ];
        return [
          {
            test: sql`EXISTS (SELECT 1 FROM ${tested.from} WHERE ${ofHost(tested.row)} AND ${tested.row.entryId} = ${row.id})`,
            drivingList: { ...host.row, from: host.from, where: ofHost(host.row) },
          },
          ...tests.map((test) => ({ test })),
        ];
      };
      return {
        conditions: conditions(
          (at) => sql` AND ${at} >= ${visit.startLatest} AND ${at} <= date(${visit.startEarliest}, ${days})`,
          sql`${row.startEarliest} >= ${visit.startLatest} AND ${row.startLatest} <= date(${visit.startEarliest}, ${days}) AND ${row.startQualifier} IS NULL AND ${visit.startQualifier} IS NULL`,
        ),
        possibleConditions: () =>
          conditions(
            () => sql``,
            sql`${row.startEdtf} IS NOT NULL AND coalesce(${row.startLatest} >= ${visit.startEarliest}, 1) AND coalesce(${row.startEarliest} <= date(${visit.startLatest}, ${days}), 1)`,
          ),
        order: [row.at, row.key],
        isDescending: false,
        isOrderedByDay: true,
        edgeFields: {
          lagDays: sql`CAST(julianday(${row.startEarliest}) - julianday(${visit.startEarliest}) AS INTEGER)`,
        },
      };
    },
  });

import { type SQL, sql } from 'drizzle-orm';
import { type Condition, inList } from '../db/queries/filter.ts';
import { type TradeLinkFilter, tradeLinkConditions } from '../db/queries/trade-link.ts';
import type { Row, Scope } from '../db/sql-builder.ts';
import { appearances, entries, tradeLinkCommodities, tradeLinkParties, tradeLinks } from '../db/tables/index.ts';
import type { TradeRole } from '../model/vocabulary.ts';
import { builder } from './builder.ts';
import { TradeFlows, TradeLinks } from './connection-types.ts';
import { byDay, listedIn, type OrderBy } from './entry.ts';
import { TradeLinkKind, TradeLinkStatus } from './enums.ts';
import { inputs } from './filter-inputs.ts';
import { fuzzyDateOf } from './fuzzy-date.ts';
import { pageArgs, rootList } from './pagination.ts';
import { oneOrder, type PageArgs, type PageSpec } from './plan/compile-page.ts';
import { fieldsOf } from './plan/sql-field.ts';
import { flowsOfLink, tradeFlowArgs } from './trade-flow.ts';
import { Agreement, Commodity, Entry, FuzzyDate, Node, Party, TradeLink } from './type-refs.ts';

export interface TradeLinkArgs extends PageArgs {
  filter?: TradeLinkFilter | null;
  orderBy?: OrderBy<'SINCE'>[] | null;
}
type TradeLinkRow = Row<typeof tradeLinks>;

export const tradeLinkArgs = (t: Parameters<typeof pageArgs>[0]) => ({
  filter: t({ type: inputs.TradeLink, description: 'Which trade links; all if left out.' }),
  orderBy: t({ type: [inputs.TradeLinkOrder], description: 'Newest first if left out.' }),
  ...pageArgs(t),
});

const listOfTradeLinks = (
  scope: Scope,
  row: Row,
  { filter, orderBy }: TradeLinkArgs,
  more: Condition[] = [],
): PageSpec =>
  byDay(
    row as TradeLinkRow,
    [...more, ...tradeLinkConditions(scope, row as TradeLinkRow, filter ?? {})],
    oneOrder(orderBy)?.direction,
  );

/** Ties in which a party has a part: in any role, once each, or in one. */
export function tradeLinksOfParty(
  scope: Scope,
  row: Row,
  party: Row,
  args: TradeLinkArgs & { role?: string | null },
): PageSpec {
  const taking =
    args.role == null
      ? inList(
          scope,
          appearances,
          row.id as SQL,
          (list) => sql`${list.partyId} = ${party.id} AND ${list.kind} = 'TRADE_LINK'`,
          true,
        )
      : inList(
          scope,
          tradeLinkParties,
          row.id as SQL,
          (list) => sql`${list.partyId} = ${party.id} AND ${list.role} = ${args.role}`,
          true,
        );
  return listOfTradeLinks(scope, row, args, [taking]);
}

const link = fieldsOf(tradeLinks, entries);

const inRole = (role: TradeRole) => listedIn(tradeLinkParties, 'partyId', role);

TradeLink.implement({
  description: 'A tie of trade between parties, as sources tell it: what it is, and how firm.',
  interfaces: [Entry, Node],
  fields: (t) => ({
    kind: t.field({ type: TradeLinkKind, description: 'What it is.', ...link((row) => row.kind) }),
    status: t.field({ type: TradeLinkStatus, description: 'How firm it is.', ...link((row) => row.status) }),
    commodities: t.field({
      type: [Commodity],
      description: 'The goods; empty where no source says.',
      ...listedIn(tradeLinkCommodities, 'commodityId'),
    }),
    commodityVerbatim: t.string({
      nullable: true,
      description: "The source's own words for the goods.",
      ...link((row) => row.commodityVerbatim),
    }),
    suppliers: t.field({ type: [Party], description: 'Who supplies.', ...inRole('SUPPLIER') }),
    buyers: t.field({ type: [Party], description: 'Who buys.', ...inRole('BUYER') }),
    partners: t.field({ type: [Party], description: 'Who takes part on equal terms.', ...inRole('PARTNER') }),
    endpoints: t.field({ type: [Party], description: 'Where a route begins and ends.', ...inRole('ENDPOINT') }),
    via: t.field({ type: [Party], description: 'Through whom a route leads.', ...inRole('VIA') }),
    bypassed: t.field({ type: [Party], description: 'Around whom a route leads.', ...inRole('BYPASSED') }),
    replaced: t.field({ type: [Party], description: 'Whose place the tie takes.', ...inRole('REPLACED') }),
    since: t.field({
      type: FuzzyDate,
      nullable: true,
      description: 'When it began; null where no source says.',
      ...fuzzyDateOf('since'),
    }),
    until: t.field({
      type: FuzzyDate,
      nullable: true,
      description: 'When it ended; null while it lasts, or where no source says.',
      ...fuzzyDateOf('until'),
    }),
    agreement: t.field({
      type: Agreement,
      nullable: true,
      description: 'The agreement that it rests on.',
      ...link((row, _args: object, plan) => plan.one((one) => sql`${one.id} = ${row.agreementId}`)),
    }),
    flows: t.field({
      type: TradeFlows,
      description:
        'Its measured side, the latest year first: flows in its goods and all below them, from its suppliers to its buyers (partners are both), as either side reports them. A group of states counts by its members in the year; where only a supplier or only a buyer is a country, all that goes from or to it. None of a route, nor where the goods are not told.',
      args: tradeFlowArgs(t.arg),
      ...flowsOfLink,
    }),
  }),
});

builder.queryField('tradeLinks', (t) =>
  t.field({
    type: TradeLinks,
    description: 'Trade links, newest first.',
    args: tradeLinkArgs(t.arg),
    ...rootList<TradeLinkRow, TradeLinkArgs>((row, args, { scope }) => listOfTradeLinks(scope, row, args)),
  }),
);

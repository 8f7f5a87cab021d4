import { type SQL, sql } from 'drizzle-orm';
import { type Condition, listCondition } from '../db/queries/filter.ts';
import { type TradeLinkFilter, tradeLinkConditions } from '../db/queries/trade-link.ts';
import type { AliasedColumns, StatementContext } from '../db/sql-builder.ts';
import { appearances, tradeLinkParties, type tradeLinks } from '../db/tables/index.ts';
import { nounStorage } from '../db/tables/noun-tables.ts';
import { builder } from './builder.ts';
import { TradeFlowConnection, TradeLinkConnection } from './connection-types.ts';
import { buildListSpecByDay, type OrderBy } from './entry.ts';
import { inputTypes } from './filter-inputs.ts';
import { nounFields } from './noun-fields.ts';
import { paginationArgs, rootConnectionField } from './pagination.ts';
import { type ListSpec, type PageArgs, requireSingleOrder } from './plan/compile-page.ts';
import { tradeFlowArgs, tradeLinkFlowsField } from './trade-flow.ts';
import { Entry, Node, TradeLink } from './type-refs.ts';

export interface TradeLinkArgs extends PageArgs {
  filter?: TradeLinkFilter | null;
  orderBy?: OrderBy<'SINCE'>[] | null;
}
type TradeLinkRow = AliasedColumns<typeof tradeLinks>;

export const tradeLinkArgs = (t: Parameters<typeof paginationArgs>[0]) => ({
  filter: t({ type: inputTypes.TradeLink, description: 'Filters the trade links.' }),
  orderBy: t({ type: [inputTypes.TradeLinkOrder], description: 'The sort order. Defaults to newest first.' }),
  ...paginationArgs(t),
});

const buildTradeLinkListSpec = (
  scope: StatementContext,
  row: AliasedColumns,
  { filter, orderBy }: TradeLinkArgs,
  more: Condition[] = [],
): ListSpec =>
  buildListSpecByDay(
    row as TradeLinkRow,
    [...more, ...tradeLinkConditions(scope, row as TradeLinkRow, filter ?? {})],
    requireSingleOrder(orderBy)?.direction,
  );

/** Builds the list of trade links of a party, each once: in one role if it is given, otherwise in any. */
export function buildPartyTradeLinkListSpec(
  scope: StatementContext,
  row: AliasedColumns,
  party: AliasedColumns,
  args: TradeLinkArgs & { role?: string | null },
): ListSpec {
  const taking =
    args.role == null
      ? listCondition(
          scope,
          appearances,
          row.id as SQL,
          (list) => sql`${list.partyId} = ${party.id} AND ${list.kind} = 'TRADE_LINK'`,
          true,
        )
      : listCondition(
          scope,
          tradeLinkParties,
          row.id as SQL,
          (list) => sql`${list.partyId} = ${party.id} AND ${list.role} = ${args.role}`,
          true,
        );
  return buildTradeLinkListSpec(scope, row, args, [taking]);
}

TradeLink.implement({
  description: 'A trade link between parties, as reported by sources, with its kind and status.',
  interfaces: [Entry, Node],
  fields: (t) => ({
    ...nounFields(t, nounStorage.tradeLink),
    flows: t.field({
      type: TradeFlowConnection,
      description:
        'The measured trade flows of the link, latest year first: flows in its commodities and all below them, from its suppliers to its buyers (partners are both), as reported by either side. A group of states is matched by its members in that year. If only a supplier or only a buyer is a country, all flows from or to it are included. Empty for a route, or if the commodities are unknown.',
      args: tradeFlowArgs(t.arg),
      ...tradeLinkFlowsField,
    }),
  }),
});

builder.queryField('tradeLinks', (t) =>
  t.field({
    type: TradeLinkConnection,
    description: 'Trade links, newest first.',
    args: tradeLinkArgs(t.arg),
    ...rootConnectionField<TradeLinkRow, TradeLinkArgs>((row, args, { scope }) =>
      buildTradeLinkListSpec(scope, row, args),
    ),
  }),
);

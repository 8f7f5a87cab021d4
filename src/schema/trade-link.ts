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
  filter: t({ type: inputTypes.TradeLink, description: 'Which trade links; all if left out.' }),
  orderBy: t({ type: [inputTypes.TradeLinkOrder], description: 'Newest first if left out.' }),
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

/** Ties in which a party has a part: in any role, once each, or in one. */
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
  description: 'A tie of trade between parties, as sources tell it: what it is, and how firm.',
  interfaces: [Entry, Node],
  fields: (t) => ({
    ...nounFields(t, nounStorage.tradeLink),
    flows: t.field({
      type: TradeFlowConnection,
      description:
        'Its measured side, the latest year first: flows in its goods and all below them, from its suppliers to its buyers (partners are both), as either side reports them. A group of states counts by its members in the year; where only a supplier or only a buyer is a country, all that goes from or to it. None of a route, nor where the goods are not told.',
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

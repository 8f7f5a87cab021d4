import { index, integer, sqliteTable } from 'drizzle-orm/sqlite-core';
import { tradeLink } from '../../model/nouns/trade-link.ts';
import { tradeRoles } from '../../model/vocabulary.ts';
import { referenceColumn } from '../columns.ts';
import { agreements } from './agreement.ts';
import { commodities } from './commodity.ts';
import {
  entryColumns,
  entryConstraints,
  entryListColumns,
  entryListConstraints,
  entryRoleColumns,
  entryRoleConstraints,
} from './entry.ts';
import { fieldColumns } from './noun-columns.ts';

export const tradeLinks = sqliteTable(
  'trade_links',
  { ...entryColumns('TRADE_LINK'), ...fieldColumns(tradeLink.fields, { agreement: () => agreements.id }) },
  (t) => entryConstraints('trade_links', tradeLink.fields, t),
);

export const tradeLinkParties = sqliteTable(
  'trade_link_parties',
  entryRoleColumns('trade_link_id', tradeRoles),
  (t) => [
    ...entryRoleConstraints('trade_link_parties', tradeLinks, t),
    index('trade_link_parties_party').on(t.partyId, t.role, t.at, t.key),
    index('trade_link_parties_role').on(t.role, t.at, t.key),
  ],
);

export const tradeLinkCommodities = sqliteTable(
  'trade_link_commodities',
  {
    ...entryListColumns('trade_link_id'),
    commodityId: referenceColumn('commodity_id').references(() => commodities.id),
    ordinal: integer('ordinal').notNull(),
  },
  (t) => entryListConstraints('trade_link_commodities', tradeLinks, t, t.commodityId),
);

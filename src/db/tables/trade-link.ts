import { foreignKey, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { tradeLinkKinds, tradeLinkStatuses, tradeRoles } from '../../model/vocabulary.ts';
import { checkEnum, checkFuzzyDate, fuzzyDateColumns, referenceColumn } from '../columns.ts';
import { agreements } from './agreement.ts';
import { commodities } from './commodity.ts';
import { entryColumns, entryForeignKey, entryListColumns } from './entry.ts';
import { parties } from './party.ts';

export const tradeLinks = sqliteTable(
  'trade_links',
  {
    ...entryColumns('TRADE_LINK'),
    kind: text('kind', { enum: tradeLinkKinds }).notNull(),
    status: text('status', { enum: tradeLinkStatuses }).notNull(),
    commodityVerbatim: text('commodity_verbatim'),
    ...fuzzyDateColumns('since'),
    ...fuzzyDateColumns('until'),
    agreementId: integer('agreement_id').references(() => agreements.id),
  },
  (t) => [
    entryForeignKey([t.id, t.entryKind, t.at, t.key]),
    uniqueIndex('trade_links_identity').on(t.id, t.at, t.key),
    index('trade_links_at').on(t.at, t.key),
    index('trade_links_kind').on(t.kind, t.at, t.key),
    index('trade_links_status').on(t.status, t.at, t.key),
    index('trade_links_agreement').on(t.agreementId),
    checkEnum('trade_links_entry_kind', t.entryKind, ['TRADE_LINK']),
    checkEnum('trade_links_kind', t.kind, tradeLinkKinds),
    checkEnum('trade_links_status', t.status, tradeLinkStatuses),
    checkFuzzyDate('trade_links_since', t.sinceEdtf),
    checkFuzzyDate('trade_links_until', t.untilEdtf),
  ],
);

const tradeLinkForeignKey = (columns: Parameters<typeof foreignKey>[0]['columns']) =>
  foreignKey({ columns, foreignColumns: [tradeLinks.id, tradeLinks.at, tradeLinks.key] }).onUpdate('cascade');

export const tradeLinkParties = sqliteTable(
  'trade_link_parties',
  {
    ...entryListColumns('trade_link_id'),
    role: text('role', { enum: tradeRoles }).notNull(),
    partyId: referenceColumn('party_id').references(() => parties.id),
    ordinal: integer('ordinal').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.entryId, t.role, t.partyId] }),
    index('trade_link_parties_party').on(t.partyId, t.role, t.at, t.key),
    index('trade_link_parties_role').on(t.role, t.at, t.key),
    tradeLinkForeignKey([t.entryId, t.at, t.key]),
    checkEnum('trade_link_parties_role', t.role, tradeRoles),
  ],
);

export const tradeLinkCommodities = sqliteTable(
  'trade_link_commodities',
  {
    ...entryListColumns('trade_link_id'),
    commodityId: referenceColumn('commodity_id').references(() => commodities.id),
    ordinal: integer('ordinal').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.entryId, t.commodityId] }),
    index('trade_link_commodities_commodity').on(t.commodityId, t.at, t.key),
    tradeLinkForeignKey([t.entryId, t.at, t.key]),
  ],
);

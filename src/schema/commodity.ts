import { sql } from 'drizzle-orm';
import { type CommodityFilter, commodityConditions } from '../db/queries/commodity.ts';
import { listCondition } from '../db/queries/filter.ts';
import type { AliasedColumns } from '../db/sql-builder.ts';
import { commodities, tradeLinkCommodities, type tradeLinks } from '../db/tables/index.ts';
import { nounStorage } from '../db/tables/noun-tables.ts';
import { builder } from './builder.ts';
import { CommodityConnection, TradeLinkConnection } from './connection-types.ts';
import { buildListSpecByDay } from './entry.ts';
import { inputTypes } from './filter-inputs.ts';
import { globalIdField } from './node.ts';
import { nounFields } from './noun-fields.ts';
import { nestedConnectionField, paginationArgs, rootConnectionField } from './pagination.ts';
import type { PageArgs } from './plan/compile-page.ts';
import { sqlFieldFor } from './plan/sql-field.ts';
import { Commodity } from './type-refs.ts';

const commodityField = sqlFieldFor(commodities);

Commodity.implement({
  description: 'A commodity, identified by a Harmonized System code, or by words if it has none.',
  fields: (t) => ({
    id: t.id({ description: 'The global ID: stable and opaque.', ...globalIdField }),
    key: t.string({ description: 'The stable key.', ...commodityField((row) => row.key) }),
    ...nounFields(t, nounStorage.commodity),
    tradeLinks: t.field({
      type: TradeLinkConnection,
      description:
        'Trade links in exactly this commodity, newest first. To include all commodities below it, filter by `commodity: { within }`.',
      args: paginationArgs(t.arg),
      ...nestedConnectionField<AliasedColumns, AliasedColumns<typeof tradeLinks>>((row, parent, _args, { scope }) => {
        return buildListSpecByDay(row, [
          listCondition(scope, tradeLinkCommodities, row.id, (list) => sql`${list.commodityId} = ${parent.id}`, true),
        ]);
      }),
    }),
  }),
});

builder.queryField('commodities', (t) =>
  t.field({
    type: CommodityConnection,
    description: 'Commodities, by key.',
    args: {
      filter: t.arg({ type: inputTypes.Commodity, description: 'Filters the commodities.' }),
      ...paginationArgs(t.arg),
    },
    ...rootConnectionField<AliasedColumns<typeof commodities>, PageArgs & { filter?: CommodityFilter | null }>(
      (row, { filter }, { scope }) => ({
        conditions: commodityConditions(scope, row.id, filter ?? {}),
        order: [row.key],
        isDescending: false,
      }),
    ),
  }),
);

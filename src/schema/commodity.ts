import { sql } from 'drizzle-orm';
import { type CommodityFilter, commodityConditions } from '../db/queries/commodity.ts';
import { inList } from '../db/queries/filter.ts';
import type { Row } from '../db/sql-builder.ts';
import { commodities, tradeLinkCommodities, type tradeLinks } from '../db/tables/index.ts';
import { builder } from './builder.ts';
import { Commodities, TradeLinks } from './connection-types.ts';
import { byDay } from './entry.ts';
import { inputs } from './filter-inputs.ts';
import { globalId } from './node.ts';
import { nestedList, pageArgs, rootList } from './pagination.ts';
import type { PageArgs } from './plan/compile-page.ts';
import { fieldsOf } from './plan/sql-field.ts';
import { Commodity } from './type-refs.ts';

const commodity = fieldsOf(commodities);

Commodity.implement({
  description: 'Goods: by a code of the Harmonized System, or only in words where it has none.',
  fields: (t) => ({
    id: t.id({ description: 'A global id: stable, and opaque.', ...globalId }),
    key: t.string({ description: 'Its stable key.', ...commodity((row) => row.key) }),
    scheme: t.string({
      description: 'The scheme of its code: HS2022, or WORDS where there is none.',
      ...commodity((row) => row.scheme),
    }),
    code: t.string({ nullable: true, description: 'Its code, without dots.', ...commodity((row) => row.code) }),
    name: t.string({ description: 'Its name.', ...commodity((row) => row.name) }),
    parent: t.field({
      type: Commodity,
      nullable: true,
      description: 'The heading or chapter that it belongs to.',
      ...commodity((row, _args: object, plan) => plan.one((one) => sql`${one.id} = ${row.parentId}`)),
    }),
    tradeLinks: t.field({
      type: TradeLinks,
      description: 'Ties in just this, newest first; for all below it too, filter by `commodity: { within }`.',
      args: pageArgs(t.arg),
      ...nestedList<Row, Row<typeof tradeLinks>>((row, parent, _args, { scope }) => {
        return byDay(row, [
          inList(scope, tradeLinkCommodities, row.id, (list) => sql`${list.commodityId} = ${parent.id}`, true),
        ]);
      }),
    }),
  }),
});

builder.queryField('commodities', (t) =>
  t.field({
    type: Commodities,
    description: 'Commodities, by key.',
    args: {
      filter: t.arg({ type: inputs.Commodity, description: 'Which commodities; all if left out.' }),
      ...pageArgs(t.arg),
    },
    ...rootList<Row<typeof commodities>, PageArgs & { filter?: CommodityFilter | null }>(
      (row, { filter }, { scope }) => ({
        conditions: commodityConditions(scope, row.id, filter ?? {}),
        order: [row.key],
        descending: false,
      }),
    ),
  }),
);

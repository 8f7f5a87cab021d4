import { sql } from 'drizzle-orm';
import { type CommodityFilter, commodityConditions } from '../db/queries/commodity.ts';
import { listCondition } from '../db/queries/filter.ts';
import type { AliasedColumns } from '../db/sql-builder.ts';
import { type commodities, tradeLinkCommodities } from '../db/tables/index.ts';
import { nounStorage } from '../db/tables/noun-tables.ts';
import { inputTypes } from './filter-inputs.ts';
import { keyFields, keySortFields } from './node.ts';
import { nounFields } from './output-fields.ts';
import { defineList } from './pagination.ts';
import { tradeLinkList } from './trade-link.ts';
import { Commodity, Node, Versioned } from './type-refs.ts';

Commodity.implement({
  interfaces: [Versioned, Node],
  description:
    'A commodity, identified by a Harmonized System code and its edition, or by words if it has none. A code can exist in several editions, with different meanings.',
  fields: (t) => ({
    ...keyFields(t),
    ...nounFields(t, nounStorage.commodity),
    tradeLinks: tradeLinkList.nestedField(
      t,
      'Trade links in exactly this commodity, newest first. To include all commodities below it, filter by `commodity: { within }`.',
      (row, commodity, { scope }) => [
        listCondition(scope, tradeLinkCommodities, row.id, (list) => sql`${list.commodityId} = ${commodity.id}`, true),
      ],
    ),
  }),
});

defineList<AliasedColumns<typeof commodities>, CommodityFilter>({
  type: Commodity,
  pluralName: 'commodities',
  filter: inputTypes.Commodity,
  sortFields: keySortFields(),
  conditions: (row, filter, { scope }) => commodityConditions(scope, row.id, filter),
}).defineQuery('commodities', 'Commodities, by key.');

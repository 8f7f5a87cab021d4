import { type TradeLinkFilter, tradeLinkConditions } from '../db/queries/trade-link.ts';
import type { AliasedColumns } from '../db/sql-builder.ts';
import type { tradeLinks } from '../db/tables/index.ts';
import { nounStorage } from '../db/tables/noun-tables.ts';
import { daySortFields, defineEntryList } from './entry.ts';
import { inputTypes } from './filter-inputs.ts';
import { nounFields } from './output-fields.ts';
import { tradeLinkFlowsField } from './trade-flow.ts';
import { Entry, Node, TradeLink, Versioned } from './type-refs.ts';

TradeLink.implement({
  description: 'A trade link between parties, as reported by sources, with its kind and status.',
  interfaces: [Entry, Versioned, Node],
  fields: (t) => ({
    ...nounFields(t, nounStorage['trade-link']),
    flows: tradeLinkFlowsField(
      t,
      'The measured trade flows of the link, latest year first: flows in its commodities and all below them, from its suppliers to its buyers (partners are both), as reported by either side. A group of states is matched by its members in that year. If only a supplier or only a buyer is a country, all flows from or to it are included. Empty for a route, or if the commodities are unknown.',
    ),
  }),
});

export const tradeLinkList = defineEntryList<AliasedColumns<typeof tradeLinks>, TradeLinkFilter>({
  type: TradeLink,
  pluralName: 'trade links',
  filter: inputTypes.TradeLink,
  sortFields: daySortFields('START', 'The first day of the link, or the day on which a source attests it.'),
  conditions: tradeLinkConditions,
});

tradeLinkList.defineQuery('tradeLinks', 'Trade links, newest first.');

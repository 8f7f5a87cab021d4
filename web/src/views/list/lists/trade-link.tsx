import type { TradeLink, TradeLinkFilter, TradeLinkOrder } from '@chancery/sdk';
import { Badge, StatusBadge } from '../../../components/badge.tsx';
import { FuzzyDateText } from '../../../components/fuzzy-date-text.tsx';
import { EntryLink, PartyLinks } from '../../../components/record-links.tsx';
import { humanizeEnum } from '../../../format/labels.ts';
import { buildDateFilters, toOptions } from '../filter-parts.ts';
import { TradeLinkListDocument } from '../generated/operations.ts';
import type { ListDefinition } from '../list-definition.ts';

export const tradeLinkList: ListDefinition<TradeLink, TradeLinkFilter, TradeLinkOrder> = {
  title: 'Trade links',
  lead: 'Who supplies whom with what, along which routes, and what was pledged.',
  singular: 'trade link',
  plural: 'trade links',
  field: 'tradeLinks',
  filterType: 'TradeLinkFilter',
  exportName: 'trade-links',
  document: TradeLinkListDocument,
  coverage: { kind: ['TRADE_LINK'] },
  filters: [
    { param: 'text', label: 'Words', kind: 'text', toFilter: (text) => ({ text }) },
    {
      param: 'party',
      label: 'Taking part',
      kind: 'party',
      partyKinds: ['COUNTRY', 'ORGANIZATION', 'GROUP'],
      toFilter: (key) => ({ party: { key: { eq: key } } }),
    },
    {
      param: 'commodity',
      label: 'Commodity',
      kind: 'text',
      hint: 'a code such as 2709, with everything below it',
      toFilter: (within) => ({ commodity: { within } }),
    },
    ...buildDateFilters<TradeLinkFilter>((start) => ({ start }), { what: 'Date' }),
    {
      param: 'type',
      label: 'Type',
      kind: 'options',
      options: toOptions(['SUPPLY', 'ROUTE', 'INVESTMENT', 'JOINT_VENTURE', 'PARTNERSHIP']),
      toFilter: (kind) => ({ kind: [kind as TradeLink['kind']] }),
    },
    {
      param: 'status',
      label: 'Status',
      kind: 'options',
      options: toOptions(['ACTIVE', 'COMMITMENT', 'PLEDGE', 'SUSPENDED', 'WINDING_DOWN', 'ENDED']),
      toFilter: (status) => ({ status: [status as TradeLink['status']] }),
    },
    { param: 'source', label: 'Source', kind: 'link', toFilter: (key) => ({ source: { eq: key } }) },
  ],
  sorts: [
    { value: 'newest', label: 'Newest first', orderBy: [{ field: 'START', direction: 'DESC' }] },
    { value: 'oldest', label: 'Oldest first', orderBy: [{ field: 'START', direction: 'ASC' }] },
  ],
  getKey: ({ key }) => key,
  columns: [
    { id: 'link', label: 'Trade link', render: (link) => <EntryLink entry={link} /> },
    { id: 'type', label: 'Type', render: ({ kind }) => <Badge>{humanizeEnum(kind)}</Badge> },
    {
      id: 'parties',
      label: 'Parties',
      render: ({ suppliers, buyers, partners, endpoints }) => (
        <PartyLinks parties={[...suppliers, ...buyers, ...partners, ...endpoints]} />
      ),
    },
    {
      id: 'commodities',
      label: 'Commodities',
      render: ({ commodities, commodityVerbatim }) =>
        commodities.map(({ name, key }) => name ?? key).join(', ') || commodityVerbatim,
    },
    {
      id: 'start',
      label: 'Date',
      sort: { ascending: 'oldest', descending: 'newest' },
      render: ({ start }) => start && <FuzzyDateText date={start} />,
    },
    { id: 'status', label: 'Status', render: ({ status }) => <StatusBadge status={status} /> },
  ],
};

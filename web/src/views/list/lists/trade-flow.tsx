import type { TradeFlow, TradeFlowFilter, TradeFlowOrder } from '@chancery/sdk';
import { PartyLink } from '../../../components/record-links.tsx';
import { SourceRefLink } from '../../../components/source-ref-link.tsx';
import { labelEnum, toOptions } from '../filter-parts.ts';
import { TradeFlowListDocument } from '../generated/operations.ts';
import type { ListDefinition } from '../list-definition.ts';
import { toFacetItem, useTradeFlowFacet } from '../use-facets.ts';

/** A figure of a flow, or why there is none. */
const formatFigure = (figure: number | null, status: TradeFlow['valueStatus'], unit: string): string =>
  figure === null
    ? labelEnum(status)
    : `${figure.toLocaleString('en', { notation: 'compact', maximumSignificantDigits: 4 })} ${unit}${status === 'ESTIMATED' ? ' (estimated)' : ''}`;

export const tradeFlowList: ListDefinition<TradeFlow, TradeFlowFilter, TradeFlowOrder> = {
  title: 'Trade flows',
  lead: 'Measured imports and exports, as each reporter publishes them.',
  singular: 'trade flow',
  plural: 'trade flows',
  field: 'tradeFlows',
  filterType: 'TradeFlowFilter',
  exportName: 'trade-flows',
  document: TradeFlowListDocument,
  chartMeasure: 'flows',
  coverage: { tradeFlows: true },
  filters: [
    {
      param: 'reporter',
      label: 'Reporter',
      kind: 'party',
      partyKinds: ['COUNTRY'],
      toFilter: (key) => ({ reporterKey: { eq: key } }),
      useFacet: (filter) =>
        useTradeFlowFacet('REPORTER', filter, ({ reporter, flows }) => toFacetItem(reporter, flows)),
    },
    {
      param: 'partner',
      label: 'Partner',
      kind: 'party',
      partyKinds: ['COUNTRY'],
      toFilter: (key) => ({ partnerKey: { eq: key } }),
      useFacet: (filter) => useTradeFlowFacet('PARTNER', filter, ({ partner, flows }) => toFacetItem(partner, flows)),
    },
    {
      param: 'either',
      label: 'Reporter or partner',
      kind: 'link',
      toFilter: (code) => ({ either: { code: { eq: code } } }),
    },
    {
      param: 'commodity',
      label: 'Commodity',
      kind: 'text',
      hint: 'a code such as 2709, with everything below it',
      toFilter: (within) => ({ commodity: { within } }),
    },
    {
      param: 'year',
      label: 'Year',
      kind: 'year',
      toFilter: (year) => ({ year: { on: Number(year) } }),
      useFacet: (filter) =>
        useTradeFlowFacet('YEAR', filter, ({ year, flows }) =>
          year === null ? [] : [{ value: String(year), label: String(year), count: flows }],
        ),
    },
    {
      param: 'direction',
      label: 'Direction',
      kind: 'options',
      options: toOptions(['IMPORT', 'EXPORT', 'RE_IMPORT', 'RE_EXPORT']),
      toFilter: (direction) => ({ direction: [direction as TradeFlow['direction']] }),
      useFacet: (filter) =>
        useTradeFlowFacet('DIRECTION', filter, ({ direction, flows }) =>
          direction ? [{ value: direction, label: labelEnum(direction), count: flows }] : [],
        ),
    },
    { param: 'source', label: 'Source', kind: 'link', toFilter: (key) => ({ source: { eq: key } }) },
  ],
  sorts: [
    {
      value: 'newest',
      label: 'Newest first',
      orderBy: [
        { field: 'YEAR', direction: 'DESC' },
        { field: 'VALUE', direction: 'DESC' },
      ],
    },
    { value: 'oldest', label: 'Oldest first', orderBy: [{ field: 'YEAR', direction: 'ASC' }] },
    { value: 'value', label: 'Highest value', orderBy: [{ field: 'VALUE', direction: 'DESC' }] },
  ],
  getKey: ({ id }) => id,
  columns: [
    { id: 'reporter', label: 'Reporter', render: ({ reporter }) => <PartyLink party={reporter} /> },
    { id: 'direction', label: 'Direction', render: ({ direction }) => labelEnum(direction) },
    { id: 'partner', label: 'Partner', render: ({ partner }) => <PartyLink party={partner} /> },
    {
      id: 'commodity',
      label: 'Commodity',
      render: ({ commodity, product }) => (
        <>
          {commodity.name ?? commodity.key}
          {product && <span className="list-sub">{product}</span>}
        </>
      ),
    },
    {
      id: 'period',
      label: 'Period',
      sort: { ascending: 'oldest', descending: 'newest' },
      render: ({ period }) => period,
    },
    {
      id: 'quantity',
      label: 'Quantity',
      isNumber: true,
      render: ({ quantity, quantityStatus, unit }) => formatFigure(quantity, quantityStatus, unit ?? ''),
    },
    {
      id: 'value',
      label: 'Value (US$)',
      isNumber: true,
      sort: { descending: 'value' },
      render: ({ value, valueStatus }) => formatFigure(value, valueStatus, ''),
    },
    { id: 'source', label: 'Source', render: ({ source }) => <SourceRefLink source={source} /> },
  ],
};

import type {
  StatementDimension,
  StatementFilter,
  TradeFlowDimension,
  TradeFlowFilter,
  VisitDimension,
  VisitFilter,
} from '@chancery/sdk';
import { type QueryState, useQuery } from '../../api/use-query.ts';
import {
  type StatementFacet,
  StatementFacetDocument,
  type TradeFlowFacet,
  TradeFlowFacetDocument,
  type VisitFacet,
  VisitFacetDocument,
} from './generated/operations.ts';
import type { FacetItem } from './list-definition.ts';

/** The number of values to offer: enough for all countries. A facet that has more says so. */
export const maxFacetValues = 300;

type Named = { readonly key: string; readonly name: string } | null;
export const toFacetItem = (record: Named, count: number): FacetItem[] =>
  record ? [{ value: record.key, label: record.name, count }] : [];

export const useVisitFacet = (
  dimension: VisitDimension,
  filter: VisitFilter,
  toItems: (row: VisitFacet['counts'][number]) => FacetItem[],
): QueryState<readonly FacetItem[]> =>
  mapQuery(useQuery(VisitFacetDocument, { filter, by: [dimension], ...getWindow(dimension) }), ({ counts }) =>
    newestFirst(dimension, counts.flatMap(toItems)),
  );

export const useStatementFacet = (
  dimension: StatementDimension,
  filter: StatementFilter,
  toItems: (row: StatementFacet['counts'][number]) => FacetItem[],
): QueryState<readonly FacetItem[]> =>
  mapQuery(useQuery(StatementFacetDocument, { filter, by: [dimension], ...getWindow(dimension) }), ({ counts }) =>
    newestFirst(dimension, counts.flatMap(toItems)),
  );

export const useTradeFlowFacet = (
  dimension: TradeFlowDimension,
  filter: TradeFlowFilter,
  toItems: (row: TradeFlowFacet['counts'][number]) => FacetItem[],
): QueryState<readonly FacetItem[]> =>
  mapQuery(useQuery(TradeFlowFacetDocument, { filter, by: [dimension] }), ({ counts }) => {
    // Totals of different sources and units are separate rows.
    const items = new Map<string, FacetItem>();
    for (const item of counts.flatMap(toItems))
      items.set(item.value, { ...item, count: item.count + (items.get(item.value)?.count ?? 0) });
    const sorted = [...items.values()].sort((a, b) => b.count - a.count);
    return newestFirst(dimension, sorted).slice(0, maxFacetValues);
  });

/** All years, because the newest are offered first; otherwise the most frequent values. */
const getWindow = (dimension: string) =>
  dimension === 'YEAR' ? { orderBy: 'DIMENSION' as const } : { first: maxFacetValues };

const newestFirst = (dimension: string, items: readonly FacetItem[]): readonly FacetItem[] =>
  dimension === 'YEAR' ? items.toSorted((a, b) => Number(b.value) - Number(a.value)).slice(0, maxFacetValues) : items;

const mapQuery = <From, To>(query: QueryState<From>, map: (data: From) => To): QueryState<To> => ({
  ...query,
  data: query.data === undefined ? undefined : map(query.data),
});

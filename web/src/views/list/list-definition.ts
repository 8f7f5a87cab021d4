import type { PageInfo, TypedDocument } from '@chancery/sdk';
import type { ReactNode } from 'react';
import type { QueryState } from '../../api/use-query.ts';
import type { CoverageFilter } from '../../components/coverage.tsx';
import type { TableColumn } from '../../components/data-table.tsx';
import type { SelectOption } from '../../components/filter-fields.tsx';
import type { PartyKind } from '../../components/search/use-suggestions.ts';

/** A list of the API as a page: what it can be filtered and sorted by, and the columns of its rows. */
export interface ListDefinition<Row, Filter extends object, Order> {
  readonly title: string;
  /** One line under the title. */
  readonly lead: string;
  /** The name of one row, as in “1 visit”. */
  readonly singular: string;
  readonly plural: string;
  /** Its field in the API's Query type, and the type of its filter. */
  readonly field: string;
  readonly filterType: string;
  /** Its name in the paths of exports and feeds. */
  readonly exportName: string;
  readonly document: TypedDocument<ListResult<Row>, ListVariables<Filter, Order>>;
  /** Variables of the document in addition to those of every list. */
  readonly extraVariables?: () => object;
  readonly filters: readonly FilterDefinition<Filter>[];
  /** The first is the default. Empty if the list has one order. */
  readonly sorts: readonly SortDefinition<Order>[];
  readonly columns: readonly TableColumn<Row>[];
  readonly getKey: (row: Row) => string;
  /** Renders a row instead of the columns, for rows that are texts. */
  readonly renderItem?: (row: Row, params: URLSearchParams) => ReactNode;
  /** What the charts call the list, if they can count it. */
  readonly chartMeasure?: string;
  /** The coverage that explains an empty list. */
  readonly coverage?: CoverageFilter;
}

interface ListResult<Row> {
  readonly page: { readonly nodes: readonly Row[]; readonly pageInfo: PageInfo };
}

interface ListVariables<Filter, Order> {
  readonly filter?: Filter | undefined;
  readonly orderBy?: readonly Order[] | undefined;
  readonly first?: number | undefined;
  readonly after?: string | undefined;
  readonly last?: number | undefined;
  readonly before?: string | undefined;
}

export interface SortDefinition<Order> {
  /** The value of the URL's `sort`. */
  readonly value: string;
  readonly label: string;
  readonly orderBy: readonly Order[];
}

/** A filter: a parameter of the URL, its field on the page, and its part of the API's filter. */
export type FilterDefinition<Filter> = {
  readonly param: string;
  readonly label: string;
  /** Returns the part of the filter for a value. Invalid values are passed on: the API rejects them with a message. */
  readonly toFilter: (value: string, params: URLSearchParams) => Filter;
  /** Counts the list by this field, to offer the most frequent values. */
  readonly useFacet?: (filter: Filter) => QueryState<readonly FacetItem[]>;
} & (
  | { readonly kind: 'text'; readonly hint?: string }
  | { readonly kind: 'party'; readonly partyKinds: readonly PartyKind[] }
  | { readonly kind: 'date' | 'year' }
  /** A closed set of values, each with its count. `isCounted: false` for those that select no part of the list. */
  | { readonly kind: 'options'; readonly options: readonly SelectOption[]; readonly isCounted?: boolean }
  /** Set by links from other pages; only its chip is displayed. */
  | { readonly kind: 'link' }
);

export interface FacetItem {
  readonly value: string;
  readonly label: string;
  readonly count: number;
}

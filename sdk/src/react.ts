export { ChanceryProvider, useChancery, useCount, useGet, useInfiniteList, useList } from './react/hooks.ts';
export {
  type ChanceryKey,
  createQueries,
  type DocumentQueries,
  type InfiniteList,
  type InfiniteQuery,
  type ListQueries,
  type LookupQueries,
  type Queries,
  type Query,
  type RowQuery,
  type SkippableInfiniteQuery,
  type SkippableQuery,
} from './react/queries.ts';

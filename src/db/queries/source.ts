import { type SQL, sql } from 'drizzle-orm';
import { type EntryKind, entryKinds } from '../../model/vocabulary.ts';
import { type AliasedColumns, anyOf, notTrue, type StatementContext } from '../sql-builder.ts';
import { type coverages, sourceEntries, type sources, tradeFlows } from '../tables/index.ts';
import type { Condition, LogicalFilter } from './filter.ts';
import {
  compileLogicalFilters,
  dateFilter,
  type FilterValues,
  keyFilter,
  testFilter,
  textFilter,
} from './filter-specs.ts';

interface SourceSubject {
  row: AliasedColumns<typeof sources>;
}

export const sourceFilters = {
  key: keyFilter('id', 'source', 'The key.'),
  publisher: textFilter('publisher', 'The publisher.'),
  title: textFilter('title', 'The title.'),
  url: textFilter('url', 'The URL.'),
  language: textFilter('language', 'The language, as a BCP 47 tag.'),
  publishedOn: dateFilter('publishedOn', 'The date of publication.'),
};
export interface SourceFilter extends FilterValues<typeof sourceFilters>, LogicalFilter<SourceFilter> {}

export const sourceConditions = (
  scope: StatementContext,
  row: AliasedColumns<typeof sources>,
  filter: SourceFilter,
): Condition[] =>
  compileLogicalFilters<SourceSubject, typeof sourceFilters, SourceFilter>(scope, sourceFilters, { row }, filter);

interface CoverageSubject {
  row: AliasedColumns<typeof coverages>;
}

export const coverageFilters = {
  source: keyFilter('sourceId', 'source', 'Is the coverage of the source with this key.'),
  about: textFilter('about', 'The subject.'),
  kind: testFilter(
    entryKinds,
    'Is the coverage of a source that entries of one of these kinds cite.',
    ({ row }: CoverageSubject, kinds: EntryKind[], scope) =>
      anyOf(kinds.map((kind) => isCitedByKind(scope, row.sourceId, sql`${kind}`))),
  ),
  tradeFlows: testFilter(
    'Boolean',
    'Whether the source has trade flows.',
    ({ row }: CoverageSubject, expected: boolean, scope) => {
      const test = hasTradeFlows(scope, row.sourceId);
      return expected ? test : notTrue(test);
    },
  ),
};
export interface CoverageFilter extends FilterValues<typeof coverageFilters>, LogicalFilter<CoverageFilter> {}

export const coverageConditions = (
  scope: StatementContext,
  row: AliasedColumns<typeof coverages>,
  filter: CoverageFilter,
): Condition[] =>
  compileLogicalFilters<CoverageSubject, typeof coverageFilters, CoverageFilter>(
    scope,
    coverageFilters,
    { row },
    filter,
  );

/** Whether an entry of the kind cites the source. */
export function isCitedByKind(scope: StatementContext, source: SQL, kind: SQL): SQL {
  const { row, from } = scope.aliasTable(sourceEntries);
  return sql`EXISTS (SELECT 1 FROM ${from} WHERE ${row.sourceId} = ${source} AND ${row.kind} = ${kind})`;
}

/** Whether the source has trade flows. */
export function hasTradeFlows(scope: StatementContext, source: SQL): SQL {
  const { row, from } = scope.aliasTable(tradeFlows);
  return sql`EXISTS (SELECT 1 FROM ${from} WHERE ${row.sourceId} = ${source})`;
}

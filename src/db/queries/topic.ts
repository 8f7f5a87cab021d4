import type { AliasedColumns, StatementContext } from '../sql-builder.ts';
import type { topics } from '../tables/index.ts';
import type { Condition, LogicalFilter } from './filter.ts';
import { compileLogicalFilters, type FilterValues, keyFilter, textFilter } from './filter-specs.ts';

interface TopicSubject {
  row: AliasedColumns<typeof topics>;
}

export const topicFilters = {
  key: keyFilter('id', 'topic', 'The key.'),
  name: textFilter('name', 'The name.'),
};
export interface TopicFilter extends FilterValues<typeof topicFilters>, LogicalFilter<TopicFilter> {}

export const topicConditions = (
  scope: StatementContext,
  row: AliasedColumns<typeof topics>,
  filter: TopicFilter,
): Condition[] =>
  compileLogicalFilters<TopicSubject, typeof topicFilters, TopicFilter>(scope, topicFilters, { row }, filter);

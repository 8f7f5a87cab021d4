import { type SQL, sql } from 'drizzle-orm';
import { groupKinds } from '../../model/vocabulary.ts';
import type { StatementContext } from '../sql-builder.ts';
import { groups } from '../tables/index.ts';
import { type Condition, conditionsToSql, enumConditions, type LogicalFilter } from './filter.ts';
import { compileLogicalFilters, type FilterValues, ownKeyFilter, testFilter } from './filter-specs.ts';
import { identifierFilter } from './identifier.ts';
import { partyNameFilter } from './party.ts';

interface GroupSubject {
  id: SQL;
}

export const groupFilters = {
  key: ownKeyFilter('group'),
  name: partyNameFilter(),
  sameAs: identifierFilter(),
  kind: testFilter(groupKinds, 'Is of one of these kinds.', ({ id }: GroupSubject, kinds: string[], scope) =>
    conditionsToSql(enumConditions(selectKind(scope, id), kinds)),
  ),
};
export interface GroupFilter extends FilterValues<typeof groupFilters>, LogicalFilter<GroupFilter> {}

export const groupConditions = (scope: StatementContext, id: SQL, filter: GroupFilter): Condition[] =>
  compileLogicalFilters<GroupSubject, typeof groupFilters, GroupFilter>(scope, groupFilters, { id }, filter);

function selectKind(scope: StatementContext, id: SQL): SQL {
  const { row, from } = scope.aliasTable(groups);
  return sql`(SELECT ${row.kind} FROM ${from} WHERE ${row.id} = ${id})`;
}

import type { SQL } from 'drizzle-orm';
import { sql } from 'drizzle-orm';
import { draftStatuses, recordNouns } from '../../model/vocabulary.ts';
import { type AliasedColumns, type StatementContext, valueList } from '../sql-builder.ts';
import type { drafts } from '../tables/index.ts';
import { type Condition, columnCondition, type KeyFilter, type LogicalFilter, valuesClause } from './filter.ts';
import { compileLogicalFilters, customFilter, enumFilter, type FilterValues } from './filter-specs.ts';

type DraftColumns = AliasedColumns<typeof drafts>;
interface DraftSubject {
  row: DraftColumns;
}

export const draftFilters = {
  noun: enumFilter('noun', recordNouns, 'Proposes a record of one of these types.'),
  status: enumFilter('status', draftStatuses, 'Has one of these statuses.'),
  source: customFilter(
    'KeyFilter',
    'Was read from the source with this key, which need not be on record.',
    ({ row }: DraftSubject, keys: KeyFilter) => sourceConditions(row.sourceKey, keys),
  ),
};
export interface DraftFilter extends FilterValues<typeof draftFilters>, LogicalFilter<DraftFilter> {}

export const draftConditions = (scope: StatementContext, row: DraftColumns, filter: DraftFilter): Condition[] =>
  compileLogicalFilters<DraftSubject, typeof draftFilters, DraftFilter>(scope, draftFilters, { row }, filter);

const sourceConditions = (column: SQL, { eq, in: keys }: KeyFilter): Condition[] => [
  ...(eq == null ? [] : [columnCondition(column, sql`${column} = ${eq}`, 'one')]),
  ...(keys == null
    ? []
    : keys.length === 0
      ? [{ test: sql`0` }]
      : [
          columnCondition(column, sql`${column} IN ${valueList(keys)}`, {
            values: valuesClause(keys),
            exact: true,
          }),
        ]),
];

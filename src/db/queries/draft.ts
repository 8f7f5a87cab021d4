import type { SQL } from 'drizzle-orm';
import { sql } from 'drizzle-orm';
import { badInput } from '../../model/errors.ts';
import { draftStatuses, recordNouns } from '../../model/vocabulary.ts';
import type { Reader } from '../database.ts';
import { type AliasedColumns, type StatementContext, valueList } from '../sql-builder.ts';
import { type drafts, readings } from '../tables/index.ts';
import { type Condition, columnCondition, type KeyFilter, type LogicalFilter, valuesClause } from './filter.ts';
import { compileLogicalFilters, customFilter, enumFilter, type FilterValues, testFilter } from './filter-specs.ts';

type DraftColumns = AliasedColumns<typeof drafts>;
interface DraftSubject {
  row: DraftColumns;
}

export const draftFilters = {
  reading: customFilter(
    'KeyFilter',
    'Was read from the text of the reading with this key.',
    ({ row }: DraftSubject, keys: KeyFilter, scope) => {
      requireReadings(scope, keys);
      return textConditions(row.readingKey, keys);
    },
  ),
  noun: enumFilter('noun', recordNouns, 'Proposes a record of one of these types.'),
  status: enumFilter('status', draftStatuses, 'Has one of these statuses.'),
  rule: customFilter(
    'KeyFilter',
    'Was proposed by the rule with this name, which need not exist.',
    ({ row }: DraftSubject, names: KeyFilter) => textConditions(row.rule, names),
  ),
  minConfidence: testFilter(
    'Float',
    'Has this confidence or a higher one.',
    ({ row }: DraftSubject, minimum: number) => sql`${row.confidence} >= ${minimum}`,
  ),
  source: customFilter(
    'KeyFilter',
    'Was read from the source with this key, which need not be on record.',
    ({ row }: DraftSubject, keys: KeyFilter) => textConditions(row.sourceKey, keys),
  ),
};
export interface DraftFilter extends FilterValues<typeof draftFilters>, LogicalFilter<DraftFilter> {}

export const draftConditions = (scope: StatementContext, row: DraftColumns, filter: DraftFilter): Condition[] =>
  compileLogicalFilters<DraftSubject, typeof draftFilters, DraftFilter>(scope, draftFilters, { row }, filter);

const textConditions = (column: SQL, { eq, in: values }: KeyFilter): Condition[] => [
  ...(eq == null ? [] : [columnCondition(column, sql`${column} = ${eq}`, 'one')]),
  ...(values == null
    ? []
    : values.length === 0
      ? [{ test: sql`0` }]
      : [
          columnCondition(column, sql`${column} IN ${valueList(values)}`, {
            values: valuesClause(values),
            exact: true,
          }),
        ]),
];

/** Rejects the request if there is no reading with one of the keys. */
function requireReadings(scope: StatementContext, keys: KeyFilter): void {
  const asked = [...(keys.eq == null ? [] : [keys.eq]), ...(keys.in ?? [])];
  const { row, from } = scope.aliasTable(readings);
  const unknown = sql`(SELECT asked.value FROM json_each(${JSON.stringify(asked)}) asked WHERE NOT EXISTS (SELECT 1 FROM ${from} WHERE ${row.key} = asked.value) LIMIT 1)`;
  scope.require(
    unknown,
    (key, path) => (key === null ? undefined : badInput(`No reading has the key "${key}".`, path)),
    keys,
  );
}

/** Returns the key of the earlier reading of a text, by its hash. */
export const selectReadingOf = (reader: Reader, sha256: string): Promise<{ key: string } | undefined> =>
  reader.get<{ key: string }>(sql`SELECT key FROM ${readings} WHERE sha256 = ${sha256}`);

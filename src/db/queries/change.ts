import { type SQL, sql } from 'drizzle-orm';
import { badInput, ChanceryError } from '../../model/errors.ts';
import { type RecordNoun, recordNouns, revisionActions } from '../../model/vocabulary.ts';
import type { Reader } from '../database.ts';
import { withoutDeadline } from '../deadline.ts';
import {
  type AliasedColumns,
  aliasColumns,
  allOf,
  fromClause,
  type StatementContext,
  valueList,
} from '../sql-builder.ts';
import { dataset, records, revisions } from '../tables/index.ts';
import type { Condition, KeyFilter, LogicalFilter } from './filter.ts';
import { compileLogicalFilters, enumFilter, type FilterValues, testFilter, textFilter } from './filter-specs.ts';

const selectSequence = withoutDeadline(sql`SELECT sequence FROM ${fromClause(dataset, 'd')}`);

/** Returns the sequence number of the last change in the snapshot. */
export async function readSequence(reader: Reader): Promise<number> {
  const row = await reader.get<{ sequence: number }>(selectSequence);
  if (!row) throw new Error('The table dataset is empty.');
  return row.sequence;
}

/** Selects the epoch of the dataset. */
export const selectEpoch = sql`(SELECT epoch FROM dataset)`;

/** Returns an error if sequence numbers of the epoch `given` do not belong to the dataset. */
export function validateEpoch(given: unknown, epoch: unknown): ChanceryError | undefined {
  if (given === epoch) return undefined;
  return new ChanceryError(
    'EPOCH_CHANGED',
    `epoch: ${JSON.stringify(given)} is not the epoch of this dataset, which is ${JSON.stringify(epoch)}: the database was restored from a backup, so sequence numbers and cursors of changes that you have stored no longer apply. Read the changes again from the start.`,
    'epoch',
  );
}

/** Returns the sequence numbers of the first changes after `after`, in order. */
export async function listSequencesAfter(reader: Reader, after: number, limit: number): Promise<number[]> {
  const row = aliasColumns(revisions, 'r');
  const rows = await reader.all<{ sequence: number }>(
    sql`SELECT ${row.sequence} AS sequence FROM ${fromClause(revisions, 'r')} WHERE ${row.sequence} > ${after} ORDER BY ${row.sequence} LIMIT ${limit}`,
  );
  return rows.map(({ sequence }) => sequence);
}

/** Returns an error if `after` is negative or greater than the last sequence number. */
export function validateAfterSequence(after: number, last: number): ChanceryError | undefined {
  if (after < 0)
    return badInput(
      `afterSequence: ${after} is negative. Give 0 for all changes, or the last sequence number that you have seen.`,
      'afterSequence',
    );
  if (after > last)
    return badInput(
      `afterSequence: ${after} is in the future: the last change has the sequence number ${last}. Give at most that.`,
      'afterSequence',
    );
  return undefined;
}

/** A range of instants. */
export interface DateTimeFilter {
  after?: string | null;
  before?: string | null;
  onOrAfter?: string | null;
  onOrBefore?: string | null;
}

interface ChangeSubject {
  row: AliasedColumns<typeof revisions>;
}

export const changeFilters = {
  noun: testFilter(
    recordNouns,
    'Concerns a record of one of these types.',
    ({ row }: ChangeSubject, nouns: RecordNoun[], scope) =>
      concernsRecord(scope, row.recordId, (record) => [sql`${record.noun} IN ${valueList(nouns)}`]),
  ),
  key: testFilter(
    'KeyFilter',
    'Concerns a record with this key. The record may have been withdrawn or merged since.',
    ({ row }: ChangeSubject, { eq, in: keys }: KeyFilter, scope) =>
      concernsRecord(scope, row.recordId, ({ key }) => [
        ...(eq == null ? [] : [sql`${key} = ${eq}`]),
        ...(keys == null ? [] : [sql`${key} IN (SELECT value FROM json_each(${JSON.stringify(keys)}))`]),
      ]),
  ),
  action: enumFilter('action', revisionActions, 'Is of one of these kinds.'),
  by: textFilter('by', 'The author: the holder of a token, or an importer.'),
  recordedAt: testFilter(
    'DateTimeFilter',
    'The time at which the change was recorded.',
    ({ row }: ChangeSubject, window: DateTimeFilter) => instantMatches(row.recordedAt, window),
  ),
};
export interface ChangeFilter extends FilterValues<typeof changeFilters>, LogicalFilter<ChangeFilter> {}

export const changeConditions = (
  scope: StatementContext,
  row: AliasedColumns<typeof revisions>,
  filter: ChangeFilter,
): Condition[] =>
  compileLogicalFilters<ChangeSubject, typeof changeFilters, ChangeFilter>(scope, changeFilters, { row }, filter);

function concernsRecord(
  scope: StatementContext,
  recordId: SQL,
  conditions: (record: AliasedColumns<typeof records>) => SQL[],
): SQL {
  const { row, from } = scope.aliasTable(records);
  return sql`${recordId} IN (SELECT ${row.id} FROM ${from} WHERE ${allOf(conditions(row))})`;
}

/** Instants are stored in UTC with milliseconds, so that they are compared as text. */
function instantMatches(column: SQL, { after, before, onOrAfter, onOrBefore }: DateTimeFilter): SQL {
  const compare = (operator: string, given: string | null | undefined): SQL[] =>
    given == null ? [] : [sql`${column} ${sql.raw(operator)} ${new Date(given).toISOString()}`];
  return allOf([
    ...compare('>', after),
    ...compare('<', before),
    ...compare('>=', onOrAfter),
    ...compare('<=', onOrBefore),
  ]);
}

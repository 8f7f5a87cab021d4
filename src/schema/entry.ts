import { type SQL, sql } from 'drizzle-orm';
import { type EntryFilter, entryConditions } from '../db/queries/entry.ts';
import { type Condition, listCondition } from '../db/queries/filter.ts';
import { type AliasedColumns, allOf, type StatementContext } from '../db/sql-builder.ts';
import { disputes, type entries } from '../db/tables/index.ts';
import { date, day, text } from '../model/nouns/field-kinds.ts';
import type { ArgType } from './builder.ts';
import { evidenceFields } from './claim.ts';
import { inputTypes } from './filter-inputs.ts';
import { globalIdField } from './node.ts';
import { declaredFields } from './output-fields.ts';
import { defineList, type NodeRef } from './pagination.ts';
import type { SortFields } from './plan/sort-order.ts';
import { resolveTypeByName, sqlField } from './plan/sql-field.ts';
import { Entry, Node, Versioned } from './type-refs.ts';

type SortedRow = AliasedColumns & Record<'at' | 'key', SQL>;

/** The order of entries by day, and by key. */
export const daySortFields = <R extends SortedRow>(
  dayField: string,
  description: string,
  others: SortFields<R>['fields'] = {},
): SortFields<R> => ({
  fields: {
    [dayField]: { description, column: ({ at }) => at },
    ...others,
  },
  default: { field: dayField, direction: 'DESC' },
  tieBreaker: ({ key }) => key,
});

interface EntryListOptions<R, Filter> {
  type: NodeRef;
  pluralName: string;
  filter: ArgType;
  sortFields?: SortFields<R>;
  conditions: (scope: StatementContext, row: R, filter: Filter) => Condition[];
}

/** Defines the lists of a kind of entries, newest first by default. */
export const defineEntryList = <R extends SortedRow, Filter extends object>({
  conditions,
  sortFields = daySortFields<R>('AT', 'The day that entries are sorted by.'),
  ...options
}: EntryListOptions<R, Filter>) =>
  defineList<R, Filter>({
    ...options,
    sortFields,
    conditions: (row, filter, { scope }) => conditions(scope, row, filter),
    refine: ({ fields, ...spec }) => ({
      ...spec,
      isOrderedByDay: fields.length === 1 && fields[0] === sortFields.default.field,
    }),
  });

/** Returns the condition for the one kind that is selected, for a list with an index on it. */
const singleKindCondition = (list: AliasedColumns, filter: EntryFilter | null | undefined): SQL[] =>
  filter?.kind?.length === 1 ? [sql`${list.kind as SQL} = ${filter.kind[0]}`] : [];

/** Returns the condition for entries listed in a table by the kind of entry, under another condition. */
export const entryListCondition = (
  scope: StatementContext,
  table: Parameters<typeof listCondition>[1],
  entryId: SQL,
  where: (list: AliasedColumns) => SQL,
  filter: EntryFilter | null | undefined,
): Condition =>
  listCondition(scope, table, entryId, (list) => allOf([where(list), ...singleKindCondition(list, filter)]), true);

Entry.implement({
  description: 'An event or fact reported by sources: a visit, statement, trade link, agreement, position or figure.',
  interfaces: [Versioned, Node],
  resolveType: resolveTypeByName,
  fields: (t) => ({
    id: t.id({ description: 'The global ID: stable and opaque.', ...globalIdField }),
    ...declaredFields(t, {
      key: text('The stable key.'),
      summary: text('A one-sentence summary.'),
      at: day(
        'The day that entries are sorted by: the earliest known day, otherwise the day on which a source attests the entry.',
      ),
      date: date('The date of the entry; null if unknown.', { optional: true }),
    }),
    ...evidenceFields(t, 'entryId'),
    disputed: t.boolean({
      description: 'Whether sources give different values for a field, regardless of which one is preferred.',
      ...sqlField((row, _args, { scope }) => {
        const { row: dispute, from } = scope.aliasTable(disputes);
        return sql`EXISTS (SELECT 1 FROM ${from} WHERE ${dispute.entryId} = ${row.id})`;
      }),
    }),
  }),
});

export const entryList = defineEntryList<AliasedColumns<typeof entries>, EntryFilter>({
  type: Entry,
  pluralName: 'entries',
  filter: inputTypes.Entry,
  conditions: entryConditions,
});

entryList.defineQuery('entries', 'Entries of all kinds, newest first.');

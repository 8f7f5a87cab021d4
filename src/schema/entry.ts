import { type SQL, sql } from 'drizzle-orm';
import { type EntryFilter, entryConditions } from '../db/queries/entry.ts';
import { type Condition, listCondition } from '../db/queries/filter.ts';
import { type AliasedColumns, allOf, type StatementContext } from '../db/sql-builder.ts';
import { appearances, disputes, entries } from '../db/tables/index.ts';
import { builder } from './builder.ts';
import { evidenceFields } from './claim.ts';
import { EntryConnection } from './connection-types.ts';
import { inputTypes } from './filter-inputs.ts';
import { fuzzyDateField } from './fuzzy-date.ts';
import { globalIdField } from './node.ts';
import { nestedConnectionField, paginationArgs, rootConnectionField } from './pagination.ts';
import { type ListSpec, type PageArgs, requireSingleOrder } from './plan/compile-page.ts';
import { resolveTypeByName, sqlField, sqlFieldFor } from './plan/sql-field.ts';
import { Entry, FuzzyDate, Node } from './type-refs.ts';

const entryField = sqlFieldFor(entries);

export type SortDirection = 'ASC' | 'DESC';
export interface OrderBy<F extends string> {
  field: F;
  direction: SortDirection;
}

/** Builds the list of entries of any kind, by default newest first. */
export const buildListSpecByDay = (
  row: { at: unknown; key: unknown },
  conditions: Condition[],
  direction: SortDirection = 'DESC',
): ListSpec => ({
  conditions,
  order: [row.at, row.key] as ListSpec['order'],
  isDescending: direction === 'DESC',
  isOrderedByDay: true,
});

export interface EntryListArgs extends PageArgs {
  filter?: EntryFilter | null;
  orderBy?: OrderBy<'AT'>[] | null;
}

type EntryRow = AliasedColumns<typeof entries>;
const buildEntryListSpec = (
  scope: StatementContext,
  row: EntryRow,
  args: EntryListArgs,
  more: Condition[] = [],
): ListSpec =>
  buildListSpecByDay(
    row,
    [...more, ...entryConditions(scope, row, args.filter ?? {})],
    requireSingleOrder(args.orderBy)?.direction,
  );

/** The condition for a single requested kind, for lists with an index that begins with the kind. */
export const singleKindCondition = (list: AliasedColumns, filter: EntryFilter | null | undefined): SQL[] =>
  filter?.kinds?.length === 1 ? [sql`${list.kind as SQL} = ${filter.kinds[0]}`] : [];

/** The entries in which a party takes part. */
export const partyEntriesField = nestedConnectionField<AliasedColumns, EntryRow, EntryListArgs>(
  (row, parent, args, { scope }) =>
    buildEntryListSpec(scope, row, args, [
      listCondition(
        scope,
        appearances,
        row.id,
        (list) => allOf([sql`${list.partyId} = ${parent.id}`, ...singleKindCondition(list, args.filter)]),
        true,
      ),
    ]),
);

Entry.implement({
  description: 'An event or fact reported by sources: a visit, statement, trade link, agreement, position or figure.',
  interfaces: [Node],
  resolveType: resolveTypeByName,
  fields: (t) => ({
    id: t.id({ description: 'The global ID: stable and opaque.', ...globalIdField }),
    key: t.string({ description: 'The stable key.', ...entryField((row) => row.key) }),
    summary: t.string({
      description: 'A one-sentence summary.',
      ...entryField((row) => row.summary),
    }),
    at: t.field({
      type: 'Date',
      description:
        'The day that entries are sorted by: the earliest known day, otherwise the day on which a source attests the entry.',
      ...entryField((row) => row.at),
    }),
    date: t.field({
      type: FuzzyDate,
      nullable: true,
      description: 'The date of the entry; null if unknown.',
      ...fuzzyDateField('date'),
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

export const entryListArgs = (t: Parameters<typeof paginationArgs>[0]) => ({
  filter: t({ type: inputTypes.Entry, description: 'Filters the entries.' }),
  orderBy: t({ type: [inputTypes.EntryOrder], description: 'The sort order. Defaults to newest first.' }),
  ...paginationArgs(t),
});

builder.queryField('timeline', (t) =>
  t.field({
    type: EntryConnection,
    description: 'Entries of all kinds, newest first.',
    args: entryListArgs(t.arg),
    ...rootConnectionField<EntryRow, EntryListArgs>((row, args, { scope }) => buildEntryListSpec(scope, row, args)),
  }),
);

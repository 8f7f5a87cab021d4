import { type SQL, sql } from 'drizzle-orm';
import { type EntryFilter, entryConditions } from '../db/queries/entry.ts';
import { type Condition, listCondition } from '../db/queries/filter.ts';
import { type AliasedColumns, allOf, type StatementContext } from '../db/sql-builder.ts';
import { disputes, type entries } from '../db/tables/index.ts';
import { date, day, text } from '../model/nouns/field-kinds.ts';
import type { ArgType } from './builder.ts';
import { evidenceFields } from './claim.ts';
import { defineOrderInput, inputTypes } from './filter-inputs.ts';
import { globalIdField } from './node.ts';
import { declaredFields } from './noun-fields.ts';
import { defineList, type NodeRef } from './pagination.ts';
import { type ListSpec, requireSingleOrder } from './plan/compile-page.ts';
import { resolveTypeByName, sqlField } from './plan/sql-field.ts';
import { Entry, Node } from './type-refs.ts';

export type SortDirection = 'ASC' | 'DESC';
export interface OrderBy<F extends string> {
  field: F;
  direction: SortDirection;
}

type SortedRow = AliasedColumns & Record<'at' | 'key', SQL>;
interface EntryListOptions<R, Filter> {
  type: NodeRef;
  pluralName: string;
  filter: ArgType;
  /** The fields to sort by, with their descriptions; the first stands for the sort day. */
  orders?: Readonly<Record<string, string>>;
  conditions: (scope: StatementContext, row: R, filter: Filter) => Condition[];
  /** The columns of the other orders. */
  orderColumns?: Readonly<Record<string, (row: R) => SQL[]>>;
}

/** Defines the lists of a kind of entries, newest first by default. */
export function defineEntryList<R extends SortedRow, Filter extends object>({
  orders,
  conditions,
  orderColumns = {},
  ...options
}: EntryListOptions<R, Filter>) {
  const order = orders && defineOrderInput(options.type.name, options.pluralName, orders, 'DESC');
  return defineList<R, { filter?: Filter | null; orderBy?: OrderBy<string>[] | null }>({
    ...options,
    ...(order && {
      args: (t) => ({ orderBy: t({ type: [order], description: 'The sort order. Defaults to newest first.' }) }),
    }),
    conditions: (row, { filter }, { scope }) => conditions(scope, row, filter ?? ({} as Filter)),
    build(row, conditions, { orderBy }): ListSpec {
      const { field = '', direction = 'DESC' } = requireSingleOrder(orderBy) ?? {};
      const columns = orderColumns[field]?.(row);
      return {
        conditions,
        order: columns ?? [row.at, row.key],
        isDescending: direction === 'DESC',
        isOrderedByDay: !columns,
      };
    },
  });
}

/** Returns the condition for the one kind that is selected, for a list with an index on it. */
const singleKindCondition = (list: AliasedColumns, filter: EntryFilter | null | undefined): SQL[] =>
  filter?.kinds?.length === 1 ? [sql`${list.kind as SQL} = ${filter.kinds[0]}`] : [];

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
  interfaces: [Node],
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
  orders: { AT: 'The earliest known day, or the day on which a source attests the entry.' },
  conditions: entryConditions,
});

entryList.defineQuery('timeline', 'Entries of all kinds, newest first.');

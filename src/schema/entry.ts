import { type SQL, sql } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import { type EntryFilter, entryConditions } from '../db/queries/entry.ts';
import { type Condition, inList } from '../db/queries/filter.ts';
import { all, type Row, type Scope } from '../db/sql-builder.ts';
import { appearances, disputes, type entries } from '../db/tables/index.ts';
import { builder } from './builder.ts';
import { evidenceFields } from './claim.ts';
import { Entries } from './connection-types.ts';
import { inputs } from './filter-inputs.ts';
import { fuzzyDateOf } from './fuzzy-date.ts';
import { globalId } from './node.ts';
import { nestedList, pageArgs, rootList } from './pagination.ts';
import { oneOrder, type PageArgs, type PageSpec } from './plan/compile-page.ts';
import { planned } from './plan/sql-field.ts';
import { Entry, FuzzyDate, Node } from './type-refs.ts';

export type Direction = 'ASC' | 'DESC';
export interface OrderBy<F extends string> {
  field: F;
  direction: Direction;
}

/** Entries, newest first unless asked otherwise: the order that every kind of entry shares. */
export const byDay = (
  row: { at: unknown; key: unknown },
  conditions: Condition[],
  direction: Direction = 'DESC',
): PageSpec => ({
  conditions,
  order: [row.at, row.key] as PageSpec['order'],
  descending: direction === 'DESC',
  byDay: true,
});

export interface EntryListArgs extends PageArgs {
  filter?: EntryFilter | null;
  orderBy?: OrderBy<'AT'>[] | null;
}

type EntryRow = Row<typeof entries>;
const listOfEntries = (scope: Scope, row: EntryRow, args: EntryListArgs, more: Condition[] = []): PageSpec =>
  byDay(row, [...more, ...entryConditions(scope, row, args.filter ?? {})], oneOrder(args.orderBy)?.direction);

/** The one kind asked for, told to a list that has an index with it. */
export const oneKind = (list: Row, filter: EntryFilter | null | undefined): SQL[] =>
  filter?.kinds?.length === 1 ? [sql`${list.kind as SQL} = ${filter.kinds[0]}`] : [];

/** Everything on record in which a party takes part. */
export const entriesOfParty = nestedList<Row, EntryRow, EntryListArgs>((row, parent, args, { scope }) =>
  listOfEntries(scope, row, args, [
    inList(
      scope,
      appearances,
      row.id,
      (list) => all([sql`${list.partyId} = ${parent.id}`, ...oneKind(list, args.filter)]),
      true,
    ),
  ]),
);

/** What a list table of the entry's holds, in its order: parties in a role, commodities. */
export const listedIn = (table: SQLiteTable, column: 'partyId' | 'commodityId', role?: string) =>
  planned<Row, object>((row, _args, plan) => {
    const list = plan.scope.table(table) as { row: Row; from: SQL };
    const inRole = role === undefined ? sql`` : sql` AND ${list.row.role as SQL} = ${role}`;
    return plan.many((one) => ({
      through: list.from,
      where: sql`${list.row.entryId as SQL} = ${row.id as SQL}${inRole} AND ${one.id as SQL} = ${list.row[column] as SQL}`,
      orderBy: sql`${list.row.ordinal as SQL}`,
    }));
  });

Entry.implement({
  description:
    'Something that happened or holds, as sources tell it: a visit, statement, trade link, agreement, position or figure.',
  interfaces: [Node],
  resolveType: (value) => value.__typename as never,
  fields: (t) => ({
    id: t.id({ description: 'A global id: stable, and opaque.', ...globalId }),
    key: t.string({ description: 'Its stable key.', ...planned((row) => row.key as never) }),
    summary: t.string({
      description: 'One sentence that says what happened.',
      ...planned((row) => row.summary as never),
    }),
    at: t.field({
      type: 'Date',
      description: 'For order: the earliest known day, else the day on which a source attests it.',
      ...planned((row) => row.at as never),
    }),
    date: t.field({
      type: FuzzyDate,
      nullable: true,
      description: 'When it happened; null where nothing is known.',
      ...fuzzyDateOf('date'),
    }),
    ...evidenceFields(t, 'entryId'),
    disputed: t.boolean({
      description: 'Whether sources give some field of it more than one value, whichever is preferred.',
      ...planned((row, _args, { scope }) => {
        const { row: dispute, from } = scope.table(disputes);
        return sql`EXISTS (SELECT 1 FROM ${from} WHERE ${dispute.entryId} = ${row.id})`;
      }),
    }),
  }),
});

export const entryListArgs = (t: Parameters<typeof pageArgs>[0]) => ({
  filter: t({ type: inputs.Entry, description: 'Which entries; all if left out.' }),
  orderBy: t({ type: [inputs.EntryOrder], description: 'Newest first if left out.' }),
  ...pageArgs(t),
});

builder.queryField('timeline', (t) =>
  t.field({
    type: Entries,
    description: 'Everything on record, of any kind, newest first.',
    args: entryListArgs(t.arg),
    ...rootList<EntryRow, EntryListArgs>((row, args, { scope }) => listOfEntries(scope, row, args)),
  }),
);

import type { InterfaceRef, ObjectRef } from '@pothos/core';
import type { SQL } from 'drizzle-orm';
import type { GraphQLResolveInfo } from 'graphql';
import type { AliasedColumns } from '../db/sql-builder.ts';
import { type ArgsBuilder, type BuilderTypes, builder, type ResultObject, trustResult } from './builder.ts';
import {
  compilePage,
  defaultPageSize,
  encodeRowCursor,
  type ListSpec,
  maxPageSize,
  type Page,
  type PageArgs,
  readPage,
} from './plan/compile-page.ts';
import type { FieldPlan } from './plan/field-plan.ts';
import { rootField, sqlField } from './plan/sql-field.ts';

const PageInfo = builder.objectRef<Page>('PageInfo').implement({
  description: 'Where a page stands in its list.',
  fields: (t) => ({
    hasNextPage: t.boolean({
      description: 'Whether the list goes on after this page.',
      resolve: (page) => page.hasNext,
    }),
    hasPreviousPage: t.boolean({
      description: 'Whether the list begins before this page.',
      resolve: (page) => page.hasPrevious,
    }),
    startCursor: t.string({
      nullable: true,
      description: 'The cursor of the first item; null on an empty page.',
      resolve: (page) => cursorOrNull(page.rows.at(0)),
    }),
    endCursor: t.string({
      nullable: true,
      description: 'The cursor of the last item; null on an empty page.',
      resolve: (page) => cursorOrNull(page.rows.at(-1)),
    }),
  }),
});
const cursorOrNull = (row: Page['rows'][number] | undefined): string | null => (row ? encodeRowCursor(row) : null);

const resolveByResponseKey = (
  parent: ResultObject,
  _args: object,
  _context: unknown,
  info: GraphQLResolveInfo,
): never => trustResult(parent[info.path.key as string]);
const mapRows = <T>(
  page: Page,
  info: GraphQLResolveInfo,
  pick: (value: ResultObject, row: Page['rows'][number]) => T,
): T[] => page.rows.map((row) => pick(row[info.path.key as string] as ResultObject, row));

type PageRow = Page['rows'][number];
type ExtraEdgeFields = Record<
  string,
  { description: string; type: 'Int' } | { description: string; type: 'HighlightList' }
>;

/** The connection type of a noun, in the one shape that all have; `extra` are further fields of its edges. */
export function defineConnection(
  name: string,
  node: ObjectRef<BuilderTypes, ResultObject> | InterfaceRef<BuilderTypes, ResultObject>,
  things: string,
  extra: ExtraEdgeFields = {},
  edgeName = name,
) {
  const edge = builder.objectRef<ResultObject & PageRow>(`${edgeName}Edge`).implement({
    description: `One of ${things}, with its cursor.`,
    fields: (t) => ({
      cursor: t.string({
        description: 'Its place in the list: give it as `after` or `before`.',
        resolve: (row) => encodeRowCursor(row),
      }),
      node: t.field({ type: node, description: 'The item itself.', resolve: resolveByResponseKey }),
      ...Object.fromEntries(
        Object.entries(extra).map(([field, { description, type }]) => [
          field,
          type === 'Int'
            ? t.int({ description, resolve: resolveByResponseKey })
            : t.stringList({ description, resolve: resolveByResponseKey }),
        ]),
      ),
    }),
  });
  return builder.objectRef<Page>(`${name}Connection`).implement({
    description: `A page of ${things}.`,
    fields: (t) => ({
      edges: t.field({
        type: [edge],
        description: 'The items with their cursors.',
        resolve: (page, _args, _context, info) => mapRows(page, info, (value, row) => ({ ...value, c: row.c })),
      }),
      nodes: t.field({
        type: [node],
        description: 'The items.',
        resolve: (page, _args, _context, info) => mapRows(page, info, (value) => value),
      }),
      pageInfo: t.field({
        type: PageInfo,
        description: 'Where this page stands in the list.',
        resolve: (page) => page,
      }),
      totalCount: t.int({
        description: 'How many there are in all under the filter; counted only when asked for.',
        resolve: (page) => page.total ?? 0,
      }),
    }),
  });
}

/** first, after, last, before: the same for every list. */
export const paginationArgs = (t: ArgsBuilder) => ({
  first: t.int({
    description: `How many from the start, or from after the cursor: 0 to ${maxPageSize}; ${defaultPageSize} if neither first nor last is given.`,
  }),
  after: t.string({ description: 'A cursor of this list: the page begins after it.' }),
  last: t.int({ description: `How many from the end, or from before the cursor: 0 to ${maxPageSize}.` }),
  before: t.string({ description: 'A cursor of this list: the page ends before it.' }),
});

/** A list below another value; `build` sees the row of the list and that of its parent. */
export const nestedConnectionField = <
  Parent extends AliasedColumns,
  R extends AliasedColumns,
  A extends PageArgs = PageArgs,
>(
  build: (row: R, parent: Parent, args: A, plan: FieldPlan) => ListSpec,
) => {
  const compile = (parent: Parent, args: A, plan: FieldPlan): SQL =>
    compilePage<R>(plan, args as PageArgs & Record<string, unknown>, (row) => build(row, parent, args, plan));
  return sqlField<Parent, A>(compile, readPage, compile);
};

/** A list of Query. */
export const rootConnectionField = <R extends AliasedColumns, A extends PageArgs = PageArgs>(
  build: (row: R, args: A, plan: FieldPlan) => ListSpec,
) => {
  const compile = (_row: AliasedColumns, args: A, plan: FieldPlan): SQL =>
    compilePage<R>(plan, args as PageArgs & Record<string, unknown>, (row) => build(row, args, plan));
  return rootField<A>(compile, { readValue: readPage, compileDirect: compile });
};

import type { ArgBuilder, InterfaceRef, ObjectRef, SchemaTypes } from '@pothos/core';
import type { SQL } from 'drizzle-orm';
import type { GraphQLResolveInfo } from 'graphql';
import type { Row } from '../db/sql-builder.ts';
import { type Answer, builder } from './builder.ts';
import {
  compilePage,
  cursorOf,
  defaultPage,
  largestPage,
  type Page,
  type PageArgs,
  type PageSpec,
  readPage,
} from './plan/compile-page.ts';
import type { FieldPlan } from './plan/field-plan.ts';
import { planned, root } from './plan/sql-field.ts';

type Types = typeof builder extends PothosSchemaTypes.SchemaBuilder<infer T> ? T : SchemaTypes;
type Args = ArgBuilder<Types>;

const PageInfo = builder.objectRef<Page>('PageInfo').implement({
  description: 'Where a page stands in its list.',
  fields: (t) => ({
    hasNextPage: t.boolean({ description: 'Whether the list goes on after this page.', resolve: (page) => page.later }),
    hasPreviousPage: t.boolean({
      description: 'Whether the list begins before this page.',
      resolve: (page) => page.earlier,
    }),
    startCursor: t.string({
      nullable: true,
      description: 'The cursor of the first item; null on an empty page.',
      resolve: (page) => edgeCursor(page.rows.at(0)),
    }),
    endCursor: t.string({
      nullable: true,
      description: 'The cursor of the last item; null on an empty page.',
      resolve: (page) => edgeCursor(page.rows.at(-1)),
    }),
  }),
});
const edgeCursor = (row: Page['rows'][number] | undefined): string | null => (row ? cursorOf(row) : null);

const byKey = (parent: Answer, _args: object, _context: unknown, info: GraphQLResolveInfo): never =>
  parent[info.path.key as string] as never;
const ofRows = <T>(page: Page, info: GraphQLResolveInfo, pick: (value: Answer, row: Page['rows'][number]) => T): T[] =>
  page.rows.map((row) => pick(row[info.path.key as string] as Answer, row));

type Extra = Record<string, { description: string; type: 'Int' } | { description: string; type: 'HighlightList' }>;

/** The connection type of a noun, in the one shape that all have; `extra` are further fields of its edges. */
export function connectionOf(
  name: string,
  node: ObjectRef<Types, Answer> | InterfaceRef<Types, Answer>,
  things: string,
  extra: Extra = {},
  edgeName = name,
) {
  const edge = builder.objectRef<Answer>(`${edgeName}Edge`).implement({
    description: `One of ${things}, with its cursor.`,
    fields: (t) => ({
      cursor: t.string({
        description: 'Its place in the list: give it as `after` or `before`.',
        resolve: (row) => cursorOf(row as unknown as Page['rows'][number]),
      }),
      node: t.field({ type: node, description: 'The item itself.', resolve: byKey }),
      ...Object.fromEntries(
        Object.entries(extra).map(([field, { description, type }]) => [
          field,
          type === 'Int' ? t.int({ description, resolve: byKey }) : t.stringList({ description, resolve: byKey }),
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
        resolve: (page, _args, _context, info) => ofRows(page, info, (value, row) => ({ ...value, c: row.c })),
      }),
      nodes: t.field({
        type: [node],
        description: 'The items.',
        resolve: (page, _args, _context, info) => ofRows(page, info, (value) => value),
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
export const pageArgs = (t: Args) => ({
  first: t.int({
    description: `How many from the start, or from after the cursor: 0 to ${largestPage}; ${defaultPage} if neither first nor last is given.`,
  }),
  after: t.string({ description: 'A cursor of this list: the page begins after it.' }),
  last: t.int({ description: `How many from the end, or from before the cursor: 0 to ${largestPage}.` }),
  before: t.string({ description: 'A cursor of this list: the page ends before it.' }),
});

/** A list below another value; `build` sees the row of the list and that of its parent. */
export const nestedList = <Parent extends Row, R extends Row, A extends PageArgs = PageArgs>(
  build: (row: R, parent: Parent, args: A, plan: FieldPlan) => PageSpec,
) => {
  const compile = (parent: Parent, args: A, plan: FieldPlan): SQL =>
    compilePage<R>(plan, args as PageArgs & Record<string, unknown>, (row) => build(row, parent, args, plan));
  return planned<Parent, A>(compile, readPage as never, compile);
};

/** A list of Query. */
export const rootList = <R extends Row, A extends PageArgs = PageArgs>(
  build: (row: R, args: A, plan: FieldPlan) => PageSpec,
) => {
  const compile = (_row: Row, args: A, plan: FieldPlan): SQL =>
    compilePage<R>(plan, args as PageArgs & Record<string, unknown>, (row) => build(row, args, plan));
  return root<A>(compile, { read: readPage as never, final: compile });
};

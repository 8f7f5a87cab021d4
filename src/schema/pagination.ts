import type { ArgBuilder, InterfaceRef, ObjectRef, SchemaTypes } from '@pothos/core';
import type { SQL } from 'drizzle-orm';
import type { AliasedColumns } from '../db/sql-builder.ts';
import { builder, type ResultObject } from './builder.ts';
import { compilePage, defaultPageSize, type ListSpec, maxPageSize, type PageArgs } from './plan/compile-page.ts';
import type { FieldPlan } from './plan/field-plan.ts';
import { pickByResponseKey, rootField, sqlField } from './plan/sql-field.ts';

type BuilderTypes = typeof builder extends PothosSchemaTypes.SchemaBuilder<infer T> ? T : SchemaTypes;
type ArgsBuilder = ArgBuilder<BuilderTypes>;

const resolve = pickByResponseKey;

const PageInfo = builder.objectRef<ResultObject>('PageInfo').implement({
  description: 'The position of a page in its list.',
  fields: (t) => ({
    hasNextPage: t.boolean({ description: 'Whether the list has items after this page.', resolve }),
    hasPreviousPage: t.boolean({ description: 'Whether the list has items before this page.', resolve }),
    startCursor: t.string({
      nullable: true,
      description: 'The cursor of the first item; null if the page is empty.',
      resolve,
    }),
    endCursor: t.string({
      nullable: true,
      description: 'The cursor of the last item; null if the page is empty.',
      resolve,
    }),
  }),
});

type ExtraEdgeFields = Record<
  string,
  { description: string; type: 'Int' } | { description: string; type: 'HighlightList' }
>;

/**
 * Defines the connection type of a noun, and its edge type with the `extra` fields. `extraLists`: descriptions of further
 * fields of the connection, which are lists of text.
 */
export function defineConnection(
  name: string,
  node: ObjectRef<BuilderTypes, ResultObject> | InterfaceRef<BuilderTypes, ResultObject>,
  nouns: string,
  extra: ExtraEdgeFields = {},
  edgeName = name,
  extraLists: Readonly<Record<string, string>> = {},
) {
  const edge = builder.objectRef<ResultObject>(`${edgeName}Edge`).implement({
    description: `An item of a page of ${nouns}, with its cursor.`,
    fields: (t) => ({
      cursor: t.string({
        description: 'The position of the item in the list, for `after` or `before`.',
        resolve,
      }),
      node: t.field({ type: node, description: 'The item.', resolve }),
      ...Object.fromEntries(
        Object.entries(extra).map(([field, { description, type }]) => [
          field,
          type === 'Int' ? t.int({ description, resolve }) : t.stringList({ description, resolve }),
        ]),
      ),
    }),
  });
  return builder.objectRef<ResultObject>(`${name}Connection`).implement({
    description: `A page of ${nouns}.`,
    fields: (t) => ({
      edges: t.field({ type: [edge], description: 'The items with their cursors.', resolve }),
      nodes: t.field({ type: [node], description: 'The items.', resolve }),
      pageInfo: t.field({ type: PageInfo, description: 'The position of this page in the list.', resolve }),
      totalCount: t.int({
        description: 'The number of items that match the filter, on all pages. Counted only when selected.',
        resolve,
      }),
      ...Object.fromEntries(
        Object.entries(extraLists).map(([field, description]) => [field, t.stringList({ description, resolve })]),
      ),
    }),
  });
}

/** The arguments `first`, `after`, `last` and `before`, which all lists have. */
export const paginationArgs = (t: ArgsBuilder) => ({
  first: t.int({
    description: `The number of items from the start of the list, or after the cursor: 0 to ${maxPageSize}. Defaults to ${defaultPageSize} if \`last\` is not given.`,
  }),
  after: t.string({ description: 'A cursor of this list. The page starts after it.' }),
  last: t.int({
    description: `The number of items from the end of the list, or before the cursor: 0 to ${maxPageSize}.`,
  }),
  before: t.string({ description: 'A cursor of this list. The page ends before it.' }),
});

/** A list below another value. `build` receives the row of the list and that of its parent. */
export const nestedConnectionField = <
  Parent extends AliasedColumns,
  R extends AliasedColumns,
  A extends PageArgs = PageArgs,
>(
  build: (row: R, parent: Parent, args: A, plan: FieldPlan) => ListSpec,
) =>
  sqlField<Parent, A>((parent, args, plan): SQL => compilePage<R>(plan, args, (row) => build(row, parent, args, plan)));

/** A list of Query. */
export const rootConnectionField = <R extends AliasedColumns, A extends PageArgs = PageArgs>(
  build: (row: R, args: A, plan: FieldPlan) => ListSpec,
) => rootField<A>((_row, args, plan): SQL => compilePage<R>(plan, args, (row) => build(row, args, plan)));

import type { InputFieldMap, InterfaceRef, ObjectRef } from '@pothos/core';
import type { SQL } from 'drizzle-orm';
import type { Condition } from '../db/queries/filter.ts';
import type { AliasedColumns } from '../db/sql-builder.ts';
import {
  type ArgsBuilder,
  type ArgType,
  type BuilderTypes,
  builder,
  type FieldBuilder,
  type ResultObject,
} from './builder.ts';
import { defineOrderInput } from './order-input.ts';
import { compilePage, defaultPageSize, type ListSpec, maxPageSize, type PageArgs } from './plan/compile-page.ts';
import type { FieldPlan } from './plan/field-plan.ts';
import { type OrderBy, resolveSortOrder, type SortFields } from './plan/sort-order.ts';
import { type ExecuteStatement, pickByResponseKey, rootField, sqlField } from './plan/sql-field.ts';

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

export type NodeRef =
  | ObjectRef<BuilderTypes, ResultObject>
  | InterfaceRef<BuilderTypes, ResultObject>
  | PothosSchemaTypes.UnionRef<BuilderTypes, ResultObject>;
interface EdgeField {
  type: 'Int' | ['String'];
  description: string;
}
interface ConnectionOptions {
  /** Defaults to the name of the nodes. */
  name?: string;
  edgeName?: string;
  /** The fields of an edge in addition to its node and its cursor. */
  edgeFields?: Readonly<Record<string, EdgeField>>;
  /** The fields of the connection in addition to the page and its count. */
  connectionFields?: Readonly<Record<string, EdgeField>>;
}

/** Defines a connection type, and its edge type. `pluralName`: the plural of the items, for descriptions. */
export function defineConnection(
  node: NodeRef,
  pluralName: string,
  { name = node.name, edgeName = name, edgeFields = {}, connectionFields = {} }: ConnectionOptions = {},
) {
  const edge = builder.objectRef<ResultObject>(`${edgeName}Edge`).implement({
    description: `An item of a page of ${pluralName}, with its cursor.`,
    fields: (t) => ({
      cursor: t.string({ description: 'The position of the item in the list, for `after` or `before`.', resolve }),
      node: t.field({ type: node, description: 'The item.', resolve }),
      ...Object.fromEntries(
        Object.entries(edgeFields).map(([field, options]) => [field, t.field({ ...options, resolve })]),
      ),
    }),
  });
  return builder.objectRef<ResultObject>(`${name}Connection`).implement({
    description: `A page of ${pluralName}: the \`first\` or \`last\` 0 to ${maxPageSize} of the list, by default the first ${defaultPageSize}, or those \`after\` or \`before\` a cursor.`,
    fields: (t) => ({
      edges: t.field({ type: [edge], description: 'The items with their cursors.', resolve }),
      nodes: t.field({ type: [node], description: 'The items.', resolve }),
      pageInfo: t.field({ type: PageInfo, description: 'The position of this page in the list.', resolve }),
      totalCount: t.int({
        description: 'The number of items that match the filter, on all pages. Counted only when selected.',
        resolve,
      }),
      possibleCount: t.int({
        description:
          'The number of items that the list leaves out because their dates only possibly match: those that would be added if each date filter outside `not` had the certainty POSSIBLE. Counted only when selected.',
        resolve,
      }),
      ...Object.fromEntries(
        Object.entries(connectionFields).map(([field, options]) => [field, t.field({ ...options, resolve })]),
      ),
    }),
  });
}

/** The arguments of every list, which the description of its connection explains. */
const paginationArgs = (t: ArgsBuilder) => ({ first: t.int(), after: t.string(), last: t.int(), before: t.string() });

type DefineArgs = (t: ArgsBuilder) => InputFieldMap;
interface ListFieldOptions<R, A> {
  connection: ReturnType<typeof defineConnection>;
  description: string;
  /** The arguments in addition to those of a page. */
  args?: DefineArgs;
  buildSpec: (row: R, parent: AliasedColumns, args: A, plan: FieldPlan) => ListSpec;
}

/** Returns a field for a list below another value. */
export const listField = <R extends AliasedColumns, A extends object = object>(
  t: FieldBuilder,
  { connection, description, args = () => ({}), buildSpec }: ListFieldOptions<R, A>,
) =>
  t.field({
    type: connection,
    description,
    args: { ...args(t.arg), ...paginationArgs(t.arg) },
    ...sqlField<AliasedColumns, A & PageArgs>(
      (parent, args, plan): SQL =>
        compilePage<R, A & PageArgs>(plan, args, (row, given) => buildSpec(row, parent, given, plan)),
    ),
  });

/** The arguments of every list in addition to those of a page. */
export interface ListArgs<Filter> {
  filter?: Filter | null;
  orderBy?: OrderBy[] | null;
}

export interface ListOptions<R, Filter, M = object> {
  type: NodeRef;
  /** The plural of the items, for descriptions. */
  pluralName: string;
  filter: ArgType;
  /** The fields that the list can be sorted by, and its default order. */
  sortFields: SortFields<R>;
  /** The conditions of the filter. */
  conditions: (row: R, filter: Filter, plan: FieldPlan) => Condition[];
  /** The arguments in addition to the filter, the order and those of a page. */
  args?: DefineArgs;
  /** What else the list is made of, given the conditions and the sort columns. */
  refine?: (spec: ListSpec & { fields: string[] }, row: R, args: ListArgs<Filter> & M, plan: FieldPlan) => ListSpec;
}

/** Defines the lists of a type, which share a connection type: as a field of Query, and below other values. */
export function defineList<R extends AliasedColumns, Filter extends object, M extends object = object>({
  type,
  pluralName,
  filter,
  sortFields,
  conditions,
  args: moreArgs = () => ({}),
  refine = (spec) => spec,
}: ListOptions<R, Filter, M>) {
  type Args = ListArgs<Filter> & M;
  const connection = defineConnection(type, pluralName);
  const order = defineOrderInput(type.name, pluralName, sortFields);
  const filterArg = (t: ArgsBuilder): InputFieldMap => ({
    filter: t({ type: filter, description: `Filters the ${pluralName}.` }),
  });
  const listArgs = (t: ArgsBuilder): InputFieldMap => ({
    ...moreArgs(t),
    ...filterArg(t),
    orderBy: t({ type: [order], description: describeDefaultOrder(sortFields) }),
  });
  const build = (row: R, moreConditions: Condition[], args: Args, plan: FieldPlan): ListSpec =>
    refine(
      {
        conditions: [...moreConditions, ...conditions(row, args.filter ?? ({} as Filter), plan)],
        ...resolveSortOrder(sortFields, row, args.orderBy),
      },
      row,
      args,
      plan,
    );
  type SelectConditions<B> = (row: R, parent: AliasedColumns, plan: FieldPlan, args: B) => Condition[];
  return {
    connection,
    filterArg,
    args: listArgs,
    /** Defines the list of all items as a field of Query. */
    defineQuery: (name: string, description: string, chooseExecute?: () => ExecuteStatement): void =>
      builder.queryField(name, (t) =>
        t.field({
          type: connection,
          description,
          args: { ...listArgs(t.arg), ...paginationArgs(t.arg) },
          ...rootField<Args & PageArgs>(
            (_row, args, plan): SQL =>
              compilePage<R, Args & PageArgs>(plan, args, (row, given) => build(row, [], given, plan)),
            chooseExecute,
          ),
        }),
      ),
    /** Returns a field for the items that match conditions on the parent, with the arguments of the list. */
    nestedField: <N extends object = object>(
      t: FieldBuilder,
      description: string,
      select: SelectConditions<Args & N>,
      args: DefineArgs = listArgs,
    ) =>
      listField<R, Args & N>(t, {
        connection,
        description,
        args,
        buildSpec: (row, parent, given, plan) => build(row, select(row, parent, plan, given), given, plan),
      }),
  };
}

const describeDefaultOrder = <R>({ default: { field, direction } }: SortFields<R>): string =>
  `The sort order: by the first field, then by the next ones. Defaults to ${field}, ${direction === 'DESC' ? 'descending' : 'ascending'}.`;

import type { SQL } from 'drizzle-orm';
import { badInput } from '../../model/errors.ts';
import type { ListQuerySpec } from './list-query-spec.ts';

type SortDirection = 'ASC' | 'DESC';

/** One of the orders that a request asks for. */
export interface OrderBy<F extends string = string> {
  field: F;
  direction: SortDirection;
}

/** A field that a list can be sorted by. */
interface SortField<R> {
  description: string;
  /** Never null. */
  column: (row: R) => SQL;
  /** The field that sorts rows of the same value, unless the request says otherwise. */
  thenBy?: string;
  /** No two rows have the same value, so that further fields have no effect. */
  isUnique?: true;
}

/** The fields that a list can be sorted by. */
export interface SortFields<R> {
  fields: Readonly<Record<string, SortField<R>>>;
  /** The field and the direction of the list if the request gives no order. */
  default: OrderBy;
  /** A unique column, which sorts rows that are equal in all fields. */
  tieBreaker: (row: R) => SQL;
}

type SortOrder = Pick<ListQuerySpec, 'order' | 'isDescending' | 'reversed'> & {
  /** The names of the sort fields, without the tie breaker. */
  fields: string[];
};

/** Returns the sort columns of a list: those that are requested, then those that break ties, in the direction of the last. */
export function resolveSortOrder<R>(
  { fields, default: initial, tieBreaker }: SortFields<R>,
  row: R,
  requested: readonly OrderBy[] | null | undefined,
): SortOrder {
  const orders = requested?.length ? [...requested] : [initial];
  for (const [index, { field }] of orders.entries())
    if (orders.findIndex((order) => order.field === field) < index)
      throw badInput(`orderBy: ${field} is given twice. Give each field once.`, `orderBy.${index}.field`);
  const last = orders.at(-1) ?? initial;
  const next = fields[last.field]?.thenBy;
  if (next !== undefined && !orders.some(({ field }) => field === next))
    orders.push({ field: next, direction: last.direction });
  const columns = orders.map(({ field, direction }) => {
    const sortField = fields[field];
    if (!sortField) throw new Error(`The list has no sort field ${field}.`);
    return { column: sortField.column(row), isDescending: direction === 'DESC', isUnique: sortField.isUnique };
  });
  const unique = columns.findIndex(({ isUnique }) => isUnique);
  if (unique >= 0) columns.length = unique + 1;
  else columns.push({ column: tieBreaker(row), isDescending: last.direction === 'DESC', isUnique: true });
  const isDescending = columns[0]?.isDescending ?? false;
  const reversed = columns.map((column) => column.isDescending !== isDescending);
  return {
    fields: orders.map(({ field }) => field),
    order: columns.map(({ column }) => column),
    isDescending,
    ...(reversed.includes(true) && { reversed }),
  };
}

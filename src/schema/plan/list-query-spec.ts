import type { SQL } from 'drizzle-orm';
import type { Condition } from '../../db/queries/filter.ts';

/** How the rows of a list are found and sorted. */
export interface ListQuerySpec {
  conditions: Condition[];
  /** The sort columns: never null, the last one unique. */
  order: SQL[];
  /** The direction of the first column. */
  isDescending: boolean;
  /** Whether each column is sorted in the other direction. By default, all are sorted in the same one. */
  reversed?: readonly boolean[];
  /** Whether the list is sorted by `at` and `key`, which list tables repeat. */
  isOrderedByDay?: boolean;
  /** The range of years, if the list is sorted by year and row id, and the indexes of the conditions are too. */
  yearRange?: ValueRange;
  /** Whether the sort columns are numbers. */
  isNumericOrder?: boolean;
  /** Whether matches may be anywhere in the order. If they are few, they are found first and then sorted. */
  hasScatteredMatches?: boolean;
  /** The exclusive lower bound of the list, if it is sorted by one integer. */
  minExclusive?: number;
  /** A subquery before the list's table that ends in CROSS JOIN. For a page, it need not return more than `part`. */
  leadingJoin?: (part?: RowSlice) => SQL;
  /** The number of rows, if it can be found without counting all of them. */
  count?: SQL;
  /** The columns that this subquery adds to a row, and the sort columns of such a row. */
  leadingColumns?: { columns: SQL; order: SQL[] };
}

/** A number of rows after a position. */
export interface RowSlice {
  position: readonly unknown[] | undefined;
  limit: number | SQL;
}

export interface ValueRange {
  first?: string | number | null | undefined;
  last?: string | number | null | undefined;
}

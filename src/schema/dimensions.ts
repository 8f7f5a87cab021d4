import { badInput } from '../errors.ts';

/** What counts and sums are asked by: at least one dimension, none twice. */
export function assertDimensions(by: readonly string[], first: number | null | undefined): void {
  if (by.length === 0) throw badInput('by: give at least one dimension, such as YEAR.', 'by');
  if (new Set(by).size !== by.length) throw badInput(`by: a dimension stands twice in ${by.join(', ')}.`, 'by');
  if (first != null && first < 0) throw badInput(`first: ${first} is not a number of rows.`, 'first');
}

import { type SQL, sql } from 'drizzle-orm';
import { badInput } from '../model/errors.ts';
import type { FieldPlan } from './plan/field-plan.ts';

/** Throws unless there is at least one dimension, each given once, and `first` is not negative. */
export function validateDimensions(by: readonly string[], first: number | null | undefined): void {
  if (by.length === 0) throw badInput('by: at least one dimension is required, such as YEAR.', 'by');
  if (new Set(by).size !== by.length)
    throw badInput(`by: each dimension can be given only once (got ${by.join(', ')}).`, 'by');
  if (first != null && first < 0) throw badInput(`first: must be 0 or more (got ${first}).`, 'first');
}

/** Returns the selected values of a row of counts: its dimensions, and `columns` by field. */
export function selectAggregateRows(
  plan: FieldPlan,
  by: readonly string[],
  counts: SQL,
  columns: Readonly<Record<string, string>>,
): SQL {
  const alias = sql.raw(plan.scope.nextAlias());
  const named = [...Object.entries(columns), ...by.map((name, index) => [name, `value${index}`] as const)];
  const row = Object.fromEntries(named.map(([field, column]) => [field, sql`${alias}.${sql.raw(column)}`]));
  return sql`json((SELECT json_group_array(${plan.selectEmbedded(row)}) FROM ${counts} ${alias}))`;
}

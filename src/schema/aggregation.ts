import { type SQL, sql } from 'drizzle-orm';
import { badInput } from '../model/errors.ts';
import type { FieldPlan } from './plan/field-plan.ts';

/** What counts and sums are asked by: at least one dimension, none twice. */
export function validateDimensions(by: readonly string[], first: number | null | undefined): void {
  if (by.length === 0) throw badInput('by: give at least one dimension, such as YEAR.', 'by');
  if (new Set(by).size !== by.length) throw badInput(`by: a dimension stands twice in ${by.join(', ')}.`, 'by');
  if (first != null && first < 0) throw badInput(`first: ${first} is not a number of rows.`, 'first');
}

/** What is selected of each row of counts: its dimensions, and `columns` by the fields that tell them. */
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

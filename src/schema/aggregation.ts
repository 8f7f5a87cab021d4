import { type SQL, sql } from 'drizzle-orm';
import type { CountOrder } from '../db/queries/visit-count.ts';
import type { StatementContext } from '../db/sql-builder.ts';
import { badInput } from '../model/errors.ts';
import type { Fields } from '../model/nouns/noun.ts';
import { type ArgType, builder } from './builder.ts';
import { countOrders, enumOf } from './enums.ts';
import { declaredFields } from './output-fields.ts';
import type { FieldPlan } from './plan/field-plan.ts';
import { rootField } from './plan/sql-field.ts';
import { defineObjectRef } from './type-refs.ts';

/** Rejects dimensions of counts and sums if there are none, or one twice. */
export function validateDimensions(by: readonly string[], first: number | null | undefined): void {
  if (by.length === 0) throw badInput('by: at least one dimension is required, such as YEAR.', 'by');
  if (new Set(by).size !== by.length)
    throw badInput(`by: each dimension can be given only once (got ${by.join(', ')}).`, 'by');
  if (first != null && first < 0) throw badInput(`first: must be 0 or more (got ${first}).`, 'first');
}

const toFieldName = (dimension: string): string =>
  dimension.toLowerCase().replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

/** Returns the columns from which the field of a dimension may be read: `hostGroupId` if it is a reference. */
export const dimensionColumns = (dimension: string, value: SQL): Record<string, SQL> => ({
  [toFieldName(dimension)]: value,
  [`${toFieldName(dimension)}Id`]: value,
});

interface CountsOptions<Dimension, Filter> {
  /** What is counted. */
  name: string;
  pluralName: string;
  dimensions: readonly Dimension[];
  filter: ArgType;
  fields: Fields;
  /** Selects rows of `value0`, `value1` … for the dimensions, and of `columns`. */
  selectCounts: (
    scope: StatementContext,
    by: readonly Dimension[],
    filter: Filter,
    order: CountOrder,
    limit: number,
  ) => SQL;
  /** The columns by field. */
  columns: Readonly<Record<string, string>>;
}

interface CountsArgs<Dimension, Filter> {
  filter?: Filter | null;
  by: Dimension[];
  orderBy?: CountOrder | null;
  first?: number | null;
}

/** Defines the counts of a noun by dimensions: their type, and their field of Query. */
export function defineCounts<Dimension extends string, Filter extends object>({
  name,
  pluralName,
  dimensions,
  filter: filterType,
  fields,
  selectCounts,
  columns,
}: CountsOptions<Dimension, Filter>): void {
  const type = defineObjectRef(`${name}Count`).implement({
    description: `The number of ${pluralName} with these values. Dimensions not in \`by\` are null.`,
    fields: (t) => declaredFields(t, fields, { isPartial: true }),
  });
  const compile = (_row: object, args: CountsArgs<Dimension, Filter>, plan: FieldPlan): SQL => {
    const { filter, by, orderBy, first } = args;
    validateDimensions(by, first);
    const counts = selectCounts(plan.scope, by, filter ?? ({} as Filter), orderBy ?? 'COUNT_DESC', first ?? -1);
    const alias = sql.raw(plan.scope.nextAlias());
    const column = (column: string): SQL => sql`${alias}.${sql.raw(column)}`;
    const row = Object.fromEntries(Object.entries(columns).map(([field, name]) => [field, column(name)]));
    for (const [index, dimension] of by.entries())
      Object.assign(row, dimensionColumns(dimension, column(`value${index}`)));
    return sql`json((SELECT json_group_array(${plan.selectEmbedded(row)}) FROM ${counts} ${alias}))`;
  };
  builder.queryField(`${name.toLowerCase()}Counts`, (t) =>
    t.field({
      type: [type],
      description: `Counts ${pluralName} by one or more dimensions. Returns all rows unless \`first\` is given.`,
      args: {
        filter: t.arg({ type: filterType, description: `Filters the ${pluralName}.` }),
        by: t.arg({ type: [enumOf(dimensions)], required: true, description: 'The dimensions to count by.' }),
        orderBy: t.arg({
          type: enumOf(countOrders),
          defaultValue: 'COUNT_DESC',
          description: 'The sort order of the counts. Ties are broken by the dimensions.',
        }),
        first: t.arg.int({ description: 'The maximum number of rows.' }),
      },
      ...rootField<CountsArgs<Dimension, Filter>>(compile),
    }),
  );
}

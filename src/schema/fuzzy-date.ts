import { type SQL, sql } from 'drizzle-orm';
import type { AliasedColumns } from '../db/sql-builder.ts';
import { DateBasis, DatePrecision } from './enums.ts';
import { sqlField } from './plan/sql-field.ts';
import { FuzzyDate } from './type-refs.ts';

const dateParts = ['Edtf', 'Earliest', 'Latest', 'Precision', 'Basis', 'Verbatim'] as const;

/** A fuzzy date of the row, by the common prefix of its six columns; null if it is unknown. */
export const fuzzyDateField = <R extends AliasedColumns>(property: string) =>
  sqlField<R, object>((row, _args, plan) => {
    const columns = Object.fromEntries(
      dateParts.map((part) => [part, (row as AliasedColumns)[property + part] as SQL]),
    );
    return sql`CASE WHEN ${columns.Edtf} IS NOT NULL THEN ${plan.selectEmbedded(columns)} END`;
  });

const datePartField = (name: (typeof dateParts)[number]) => sqlField((row: AliasedColumns) => row[name] as SQL);

FuzzyDate.implement({
  description: 'A date with its known precision.',
  fields: (t) => ({
    edtf: t.string({
      description:
        'The date in EDTF (ISO 8601-2): 2023-11-01, 2023-11, [2023-10-23..2023-10-29] for one day of a week, ../2023 for an open range.',
      ...datePartField('Edtf'),
    }),
    earliest: t.field({
      type: 'Date',
      nullable: true,
      description: 'The earliest possible day; null if open.',
      ...datePartField('Earliest'),
    }),
    latest: t.field({
      type: 'Date',
      nullable: true,
      description: 'The latest possible day; null if open.',
      ...datePartField('Latest'),
    }),
    precision: t.field({
      type: DatePrecision,
      description: 'The precision of the date.',
      ...datePartField('Precision'),
    }),
    basis: t.field({ type: DateBasis, description: 'How the date was established.', ...datePartField('Basis') }),
    verbatim: t.string({
      nullable: true,
      description: 'The wording of the source, such as "last week".',
      ...datePartField('Verbatim'),
    }),
  }),
});

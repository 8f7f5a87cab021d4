import { type SQL, sql } from 'drizzle-orm';
import type { Row } from '../db/sql-builder.ts';
import { DateBasis, DatePrecision } from './enums.ts';
import { planned } from './plan/sql-field.ts';
import { FuzzyDate } from './type-refs.ts';

const parts = ['Edtf', 'Earliest', 'Latest', 'Precision', 'Basis', 'Verbatim'] as const;

/** A fuzzy date of the row, by the property that its six columns begin with; null where nothing is known. */
export const fuzzyDateOf = <R extends Row>(property: string) =>
  planned<R, object>((row, _args, plan) => {
    const columns = Object.fromEntries(parts.map((part) => [part, (row as Row)[property + part] as SQL]));
    return sql`CASE WHEN ${columns.Edtf} IS NOT NULL THEN ${plan.embed(columns)} END`;
  });

const part = (name: (typeof parts)[number]) => planned((row: Row) => row[name] as SQL);

FuzzyDate.implement({
  description: 'A date as exactly as it is known.',
  fields: (t) => ({
    edtf: t.string({
      description:
        'In EDTF (ISO 8601-2): 2023-11-01, 2023-11, [2023-10-23..2023-10-29] for one day of a week, ../2023 for an open range.',
      ...part('Edtf'),
    }),
    earliest: t.field({
      type: 'Date',
      nullable: true,
      description: 'The first day it can be; null where open.',
      ...part('Earliest'),
    }),
    latest: t.field({
      type: 'Date',
      nullable: true,
      description: 'The last day it can be; null where open.',
      ...part('Latest'),
    }),
    precision: t.field({ type: DatePrecision, description: 'How exactly it is known.', ...part('Precision') }),
    basis: t.field({ type: DateBasis, description: 'How it is known.', ...part('Basis') }),
    verbatim: t.string({
      nullable: true,
      description: 'The source\'s own words for it: "last week".',
      ...part('Verbatim'),
    }),
  }),
});

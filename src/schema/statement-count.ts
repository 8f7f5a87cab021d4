import { type SQL, sql } from 'drizzle-orm';
import type { StatementFilter } from '../db/queries/statement.ts';
import { type StatementDimension as Dimension, selectStatementCounts } from '../db/queries/statement-count.ts';
import type { CountOrder as Order } from '../db/queries/visit-count.ts';
import type { AliasedColumns } from '../db/sql-builder.ts';
import { selectAggregateRows, validateDimensions } from './aggregation.ts';
import { builder } from './builder.ts';
import { CountOrder, StatementDimension, StatementMode } from './enums.ts';
import { inputTypes } from './filter-inputs.ts';
import { rootField, sqlField } from './plan/sql-field.ts';
import { Country, Party, StatementCount } from './type-refs.ts';

const columnField = (name: Dimension | 'count') =>
  sqlField((row: AliasedColumns) => (row[name] as SQL | undefined) ?? sql`NULL`);
const referenceField = (name: Dimension) =>
  sqlField<AliasedColumns, object>((row, _args, plan) =>
    row[name] ? plan.selectOne((one) => sql`${one.id} = ${row[name] as SQL}`) : sql`NULL`,
  );

StatementCount.implement({
  description: 'The number of statements with these values. Dimensions not in `by` are null.',
  fields: (t) => ({
    year: t.int({
      nullable: true,
      description: 'The year of the day that entries are sorted by.',
      ...columnField('YEAR'),
    }),
    speaker: t.field({
      type: Party,
      nullable: true,
      description: 'The speaker; null for the voice of the source itself.',
      ...referenceField('SPEAKER'),
    }),
    speakerCountry: t.field({
      type: Country,
      nullable: true,
      description:
        'The country whose office the speaker held; for a country, the country itself; for an organization, its country. Null if none is on record.',
      ...referenceField('SPEAKER_COUNTRY'),
    }),
    about: t.field({
      type: Party,
      nullable: true,
      description: 'The party that the statements are about; null if there is none.',
      ...referenceField('ABOUT'),
    }),
    mode: t.field({
      type: StatementMode,
      nullable: true,
      description: 'How the source reports the words.',
      ...columnField('MODE'),
    }),
    count: t.int({ description: 'The number of statements.', ...columnField('count') }),
  }),
});

interface StatementCountsArgs {
  filter?: StatementFilter | null;
  by: Dimension[];
  orderBy?: Order | null;
  first?: number | null;
}

builder.queryField('statementCounts', (t) =>
  t.field({
    type: [StatementCount],
    description: 'Counts statements by one or more dimensions. Returns all rows unless `first` is given.',
    args: {
      filter: t.arg({ type: inputTypes.Statement, description: 'Filters the statements.' }),
      by: t.arg({ type: [StatementDimension], required: true, description: 'The dimensions to count by.' }),
      orderBy: t.arg({
        type: CountOrder,
        defaultValue: 'COUNT_DESC',
        description: 'The sort order of the counts. Ties are broken by the dimensions.',
      }),
      first: t.arg.int({ description: 'The maximum number of rows.' }),
    },
    ...rootField<StatementCountsArgs>((_row, { filter, by, orderBy, first }, plan) => {
      validateDimensions(by, first);
      const counts = selectStatementCounts(plan.scope, by, filter ?? {}, orderBy ?? 'COUNT_DESC', first ?? -1);
      return selectAggregateRows(plan, by, counts, { count: 'statements' });
    }),
  }),
);

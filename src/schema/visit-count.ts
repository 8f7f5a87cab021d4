import { type SQL, sql } from 'drizzle-orm';
import type { VisitFilter } from '../db/queries/visit.ts';
import {
  type VisitDimension as Dimension,
  type CountOrder as Order,
  selectVisitCounts,
} from '../db/queries/visit-count.ts';
import type { AliasedColumns } from '../db/sql-builder.ts';
import { selectAggregateRows, validateDimensions } from './aggregation.ts';
import { builder } from './builder.ts';
import { CountOrder, VisitDimension, VisitStatus, VisitType } from './enums.ts';
import { inputTypes } from './filter-inputs.ts';
import { rootField, sqlField } from './plan/sql-field.ts';
import { Country, Group, Person, VisitCount } from './type-refs.ts';

type VisitCountRow = AliasedColumns & Record<Dimension | 'count' | 'earliest' | 'latest', SQL>;
const columnField = (name: keyof VisitCountRow & string) =>
  sqlField((row: AliasedColumns) => (row[name] as SQL | undefined) ?? sql`NULL`);
const referenceField = (name: Dimension) =>
  sqlField<AliasedColumns, object>((row, _args, plan) =>
    row[name] ? plan.selectOne((one) => sql`${one.id} = ${row[name] as SQL}`) : sql`NULL`,
  );

VisitCount.implement({
  description: 'How many visits have these values; what was not asked for in `by` is null.',
  fields: (t) => ({
    year: t.int({ nullable: true, description: 'The year of the sort day.', ...columnField('YEAR') }),
    host: t.field({
      type: Country,
      nullable: true,
      description: 'The host, as of the date.',
      ...referenceField('HOST'),
    }),
    hostGroup: t.field({
      type: Group,
      nullable: true,
      description: 'The narrowest M49 region of the host; null where M49 does not place it.',
      ...referenceField('HOST_GROUP'),
    }),
    traveller: t.field({ type: Person, nullable: true, description: 'The traveller.', ...referenceField('TRAVELLER') }),
    travellerCountry: t.field({
      type: Country,
      nullable: true,
      description: 'The country whose office the traveller held; null where none is on record.',
      ...referenceField('TRAVELLER_COUNTRY'),
    }),
    type: t.field({ type: VisitType, nullable: true, description: 'The rank in protocol.', ...columnField('TYPE') }),
    status: t.field({
      type: VisitStatus,
      nullable: true,
      description: 'How far the visit had come.',
      ...columnField('STATUS'),
    }),
    count: t.int({ description: 'How many visits; one leg is one visit.', ...columnField('count') }),
    earliest: t.field({
      type: 'Date',
      nullable: true,
      description: 'The first day on which one of them began.',
      ...columnField('earliest'),
    }),
    latest: t.field({
      type: 'Date',
      nullable: true,
      description: 'The last day on which one of them began.',
      ...columnField('latest'),
    }),
  }),
});

interface VisitCountsArgs {
  filter?: VisitFilter | null;
  by: Dimension[];
  orderBy?: Order | null;
  first?: number | null;
}

builder.queryField('visitCounts', (t) =>
  t.field({
    type: [VisitCount],
    description: 'Visits counted by one dimension or several. All rows are answered unless `first` says how many.',
    args: {
      filter: t.arg({ type: inputTypes.Visit, description: 'Which visits; all if left out.' }),
      by: t.arg({ type: [VisitDimension], required: true, description: 'By what to count.' }),
      orderBy: t.arg({
        type: CountOrder,
        defaultValue: 'COUNT_DESC',
        description: 'How to sort the counts; ties are broken by the dimensions.',
      }),
      first: t.arg.int({ description: 'Only so many rows.' }),
    },
    ...rootField<VisitCountsArgs>((_row, { filter, by, orderBy, first }, plan) => {
      validateDimensions(by, first);
      const counts = selectVisitCounts(plan.scope, by, filter ?? {}, orderBy ?? 'COUNT_DESC', first ?? -1);
      return selectAggregateRows(plan, by, counts, { count: 'visits', earliest: 'earliest', latest: 'latest' });
    }),
  }),
);

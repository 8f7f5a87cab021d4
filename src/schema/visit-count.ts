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
  description: 'The number of visits with these values. Dimensions not in `by` are null.',
  fields: (t) => ({
    year: t.int({
      nullable: true,
      description: 'The year of the day that entries are sorted by.',
      ...columnField('YEAR'),
    }),
    host: t.field({
      type: Country,
      nullable: true,
      description: 'The host country, as of the date of the visit.',
      ...referenceField('HOST'),
    }),
    hostGroup: t.field({
      type: Group,
      nullable: true,
      description: 'The narrowest M49 region of the host; null if M49 assigns none.',
      ...referenceField('HOST_GROUP'),
    }),
    traveller: t.field({ type: Person, nullable: true, description: 'The traveller.', ...referenceField('TRAVELLER') }),
    travellerCountry: t.field({
      type: Country,
      nullable: true,
      description: 'The country whose office the traveller held; null if none is on record.',
      ...referenceField('TRAVELLER_COUNTRY'),
    }),
    type: t.field({
      type: VisitType,
      nullable: true,
      description: 'The type of visit in diplomatic protocol.',
      ...columnField('TYPE'),
    }),
    status: t.field({
      type: VisitStatus,
      nullable: true,
      description: 'The status of the visit.',
      ...columnField('STATUS'),
    }),
    count: t.int({
      description: 'The number of visits. Each leg of a trip counts as a visit.',
      ...columnField('count'),
    }),
    earliest: t.field({
      type: 'Date',
      nullable: true,
      description: 'The earliest start of these visits.',
      ...columnField('earliest'),
    }),
    latest: t.field({
      type: 'Date',
      nullable: true,
      description: 'The latest start of these visits.',
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
    description: 'Counts visits by one or more dimensions. Returns all rows unless `first` is given.',
    args: {
      filter: t.arg({ type: inputTypes.Visit, description: 'Filters the visits.' }),
      by: t.arg({ type: [VisitDimension], required: true, description: 'The dimensions to count by.' }),
      orderBy: t.arg({
        type: CountOrder,
        defaultValue: 'COUNT_DESC',
        description: 'The sort order of the counts. Ties are broken by the dimensions.',
      }),
      first: t.arg.int({ description: 'The maximum number of rows.' }),
    },
    ...rootField<VisitCountsArgs>((_row, { filter, by, orderBy, first }, plan) => {
      validateDimensions(by, first);
      const counts = selectVisitCounts(plan.scope, by, filter ?? {}, orderBy ?? 'COUNT_DESC', first ?? -1);
      return selectAggregateRows(plan, by, counts, { count: 'visits', earliest: 'earliest', latest: 'latest' });
    }),
  }),
);

import { type SQL, sql } from 'drizzle-orm';
import type { VisitFilter } from '../db/queries/visit.ts';
import { countVisits, type VisitDimension as Dimension, type CountOrder as Order } from '../db/queries/visit-count.ts';
import type { Row } from '../db/sql-builder.ts';
import { assertDimensions, countsOf } from './aggregation.ts';
import { builder } from './builder.ts';
import { CountOrder, VisitDimension, VisitStatus, VisitType } from './enums.ts';
import { inputs } from './filter-inputs.ts';
import { planned, root } from './plan/sql-field.ts';
import { Country, Group, Person, VisitCount } from './type-refs.ts';

type CountRow = Row & Record<Dimension | 'count' | 'earliest' | 'latest', SQL>;
const value = (name: keyof CountRow & string) => planned((row: Row) => (row[name] as SQL | undefined) ?? sql`NULL`);
const party = (name: Dimension) =>
  planned<Row, object>((row, _args, plan) =>
    row[name] ? plan.one((one) => sql`${one.id} = ${row[name] as SQL}`) : sql`NULL`,
  );

VisitCount.implement({
  description: 'How many visits have these values; what was not asked for in `by` is null.',
  fields: (t) => ({
    year: t.int({ nullable: true, description: 'The year of the sort day.', ...value('YEAR') }),
    host: t.field({ type: Country, nullable: true, description: 'The host, as of the date.', ...party('HOST') }),
    hostGroup: t.field({
      type: Group,
      nullable: true,
      description: 'The narrowest M49 region of the host; null where M49 does not place it.',
      ...party('HOST_GROUP'),
    }),
    traveller: t.field({ type: Person, nullable: true, description: 'The traveller.', ...party('TRAVELLER') }),
    travellerCountry: t.field({
      type: Country,
      nullable: true,
      description: 'The country whose office the traveller held; null where none is on record.',
      ...party('TRAVELLER_COUNTRY'),
    }),
    type: t.field({ type: VisitType, nullable: true, description: 'The rank in protocol.', ...value('TYPE') }),
    status: t.field({
      type: VisitStatus,
      nullable: true,
      description: 'How far the visit had come.',
      ...value('STATUS'),
    }),
    count: t.int({ description: 'How many visits; one leg is one visit.', ...value('count') }),
    earliest: t.field({
      type: 'Date',
      nullable: true,
      description: 'The first day on which one of them began.',
      ...value('earliest'),
    }),
    latest: t.field({
      type: 'Date',
      nullable: true,
      description: 'The last day on which one of them began.',
      ...value('latest'),
    }),
  }),
});

interface Args {
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
      filter: t.arg({ type: inputs.Visit, description: 'Which visits; all if left out.' }),
      by: t.arg({ type: [VisitDimension], required: true, description: 'By what to count.' }),
      orderBy: t.arg({
        type: CountOrder,
        defaultValue: 'COUNT_DESC',
        description: 'How to sort the counts; ties are broken by the dimensions.',
      }),
      first: t.arg.int({ description: 'Only so many rows.' }),
    },
    ...root<Args>((_row, { filter, by, orderBy, first }, plan) => {
      assertDimensions(by, first);
      const counts = countVisits(plan.scope, by, filter ?? {}, orderBy ?? 'COUNT_DESC', first ?? -1);
      return countsOf(plan, by, counts, { count: 'visits', earliest: 'earliest', latest: 'latest' });
    }),
  }),
);

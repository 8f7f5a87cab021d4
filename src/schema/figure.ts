import { sql } from 'drizzle-orm';
import { type FigureFilter, figureConditions } from '../db/queries/figure.ts';
import type { Row } from '../db/sql-builder.ts';
import { entries, figureParties, figures } from '../db/tables/index.ts';
import { builder } from './builder.ts';
import { Figures } from './connection-types.ts';
import { byDay, listedIn } from './entry.ts';
import { inputs } from './filter-inputs.ts';
import { fuzzyDateOf } from './fuzzy-date.ts';
import { pageArgs, rootList } from './pagination.ts';
import { partyIn } from './party.ts';
import type { PageArgs } from './plan/compile-page.ts';
import { fieldsOf } from './plan/sql-field.ts';
import { Entry, Figure, FuzzyDate, Node, Party, Visit } from './type-refs.ts';

const figure = fieldsOf(figures, entries);

Figure.implement({
  description: 'A number that someone stated.',
  interfaces: [Entry, Node],
  fields: (t) => ({
    measure: t.string({
      description: 'What it measures: bilateral trade, direct investment.',
      ...figure((row) => row.measure),
    }),
    value: t.float({ description: 'The number, in its unit.', ...figure((row) => row.value) }),
    unit: t.string({ description: 'Its unit: USD, percent.', ...figure((row) => row.unit) }),
    approximate: t.boolean({ description: 'Whether the source says "about".', ...figure((row) => row.approximate) }),
    period: t.field({
      type: FuzzyDate,
      nullable: true,
      description: 'The time that it covers; null where no source says.',
      ...fuzzyDateOf('period'),
    }),
    about: t.field({
      type: [Party],
      description: 'Whom it is about.',
      ...listedIn(figureParties, 'partyId'),
    }),
    statedBy: t.field({
      type: Party,
      nullable: true,
      description: 'Who stated it; null for the source itself.',
      ...partyIn<Row<typeof figures>>((row) => row.statedById),
    }),
    visit: t.field({
      type: Visit,
      nullable: true,
      description: 'The visit on which it was stated.',
      ...figure((row, _args: object, plan) => plan.one((one) => sql`${one.id} = ${row.visitId}`)),
    }),
  }),
});

builder.queryField('figures', (t) =>
  t.field({
    type: Figures,
    description: 'Figures, newest first.',
    args: {
      filter: t.arg({ type: inputs.Figure, description: 'Which figures; all if left out.' }),
      ...pageArgs(t.arg),
    },
    ...rootList<Row<typeof figures>, PageArgs & { filter?: FigureFilter | null }>((row, { filter }, { scope }) =>
      byDay(row, figureConditions(scope, row, filter ?? {})),
    ),
  }),
);

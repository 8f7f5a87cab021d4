import { sql } from 'drizzle-orm';
import { type FigureFilter, figureConditions } from '../db/queries/figure.ts';
import type { AliasedColumns } from '../db/sql-builder.ts';
import { entries, figureParties, figures } from '../db/tables/index.ts';
import { builder } from './builder.ts';
import { FigureConnection } from './connection-types.ts';
import { buildListSpecByDay, listTableField } from './entry.ts';
import { inputTypes } from './filter-inputs.ts';
import { fuzzyDateField } from './fuzzy-date.ts';
import { paginationArgs, rootConnectionField } from './pagination.ts';
import { partyField } from './party.ts';
import type { PageArgs } from './plan/compile-page.ts';
import { sqlFieldFor } from './plan/sql-field.ts';
import { Entry, Figure, FuzzyDate, Node, Party, Visit } from './type-refs.ts';

const figureField = sqlFieldFor(figures, entries);

Figure.implement({
  description: 'A number that someone stated.',
  interfaces: [Entry, Node],
  fields: (t) => ({
    measure: t.string({
      description: 'What it measures: bilateral trade, direct investment.',
      ...figureField((row) => row.measure),
    }),
    value: t.float({ description: 'The number, in its unit.', ...figureField((row) => row.value) }),
    unit: t.string({ description: 'Its unit: USD, percent.', ...figureField((row) => row.unit) }),
    approximate: t.boolean({
      description: 'Whether the source says "about".',
      ...figureField((row) => row.approximate),
    }),
    period: t.field({
      type: FuzzyDate,
      nullable: true,
      description: 'The time that it covers; null where no source says.',
      ...fuzzyDateField('period'),
    }),
    about: t.field({
      type: [Party],
      description: 'Whom it is about.',
      ...listTableField(figureParties, 'partyId'),
    }),
    statedBy: t.field({
      type: Party,
      nullable: true,
      description: 'Who stated it; null for the source itself.',
      ...partyField<AliasedColumns<typeof figures>>((row) => row.statedById),
    }),
    visit: t.field({
      type: Visit,
      nullable: true,
      description: 'The visit on which it was stated.',
      ...figureField((row, _args: object, plan) => plan.selectOne((one) => sql`${one.id} = ${row.visitId}`)),
    }),
  }),
});

builder.queryField('figures', (t) =>
  t.field({
    type: FigureConnection,
    description: 'Figures, newest first.',
    args: {
      filter: t.arg({ type: inputTypes.Figure, description: 'Which figures; all if left out.' }),
      ...paginationArgs(t.arg),
    },
    ...rootConnectionField<AliasedColumns<typeof figures>, PageArgs & { filter?: FigureFilter | null }>(
      (row, { filter }, { scope }) => buildListSpecByDay(row, figureConditions(scope, row, filter ?? {})),
    ),
  }),
);

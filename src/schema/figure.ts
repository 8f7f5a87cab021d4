import { type FigureFilter, figureConditions } from '../db/queries/figure.ts';
import type { AliasedColumns } from '../db/sql-builder.ts';
import type { figures } from '../db/tables/index.ts';
import { nounStorage } from '../db/tables/noun-tables.ts';
import { builder } from './builder.ts';
import { FigureConnection } from './connection-types.ts';
import { buildListSpecByDay } from './entry.ts';
import { inputTypes } from './filter-inputs.ts';
import { nounFields } from './noun-fields.ts';
import { paginationArgs, rootConnectionField } from './pagination.ts';
import type { PageArgs } from './plan/compile-page.ts';
import { Entry, Figure, Node } from './type-refs.ts';

Figure.implement({
  description: 'A number stated by a party or a source.',
  interfaces: [Entry, Node],
  fields: (t) => ({
    ...nounFields(t, nounStorage.figure),
  }),
});

builder.queryField('figures', (t) =>
  t.field({
    type: FigureConnection,
    description: 'Figures, newest first.',
    args: {
      filter: t.arg({ type: inputTypes.Figure, description: 'Filters the figures.' }),
      ...paginationArgs(t.arg),
    },
    ...rootConnectionField<AliasedColumns<typeof figures>, PageArgs & { filter?: FigureFilter | null }>(
      (row, { filter }, { scope }) => buildListSpecByDay(row, figureConditions(scope, row, filter ?? {})),
    ),
  }),
);

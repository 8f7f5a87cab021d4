import { index, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { figure } from '../../model/nouns/figure.ts';
import { entryColumns, entryConstraints, entryPartyTable } from './entry.ts';
import { fieldColumns } from './noun-columns.ts';
import { parties } from './party.ts';
import { visits } from './visit.ts';

export const figures = sqliteTable(
  'figures',
  {
    ...entryColumns('FIGURE'),
    ...fieldColumns(figure.fields, { statedBy: () => parties.id, visit: () => visits.id }),
    foldedMeasure: text('folded_measure').notNull(),
  },
  (t) => [...entryConstraints('figures', figure.fields, t), index('figures_measure').on(t.foldedMeasure, t.at, t.key)],
);

export const figureParties = entryPartyTable('figure_parties', 'figure_id', figures);

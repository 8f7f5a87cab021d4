import { foreignKey, index, integer, primaryKey, real, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { checkBoolean, checkEnum, checkFuzzyDate, fuzzyDateColumns, referenceColumn } from '../columns.ts';
import { entryColumns, entryForeignKey, entryListColumns } from './entry.ts';
import { parties } from './party.ts';
import { visits } from './visit.ts';

export const figures = sqliteTable(
  'figures',
  {
    ...entryColumns('FIGURE'),
    measure: text('measure').notNull(),
    foldedMeasure: text('folded_measure').notNull(),
    value: real('value').notNull(),
    unit: text('unit').notNull(),
    approximate: integer('approximate', { mode: 'boolean' }).notNull(),
    ...fuzzyDateColumns('period'),
    statedById: integer('stated_by_id').references(() => parties.id),
    visitId: integer('visit_id').references(() => visits.id),
  },
  (t) => [
    entryForeignKey([t.id, t.entryKind, t.at, t.key]),
    uniqueIndex('figures_identity').on(t.id, t.at, t.key),
    index('figures_at').on(t.at, t.key),
    index('figures_measure').on(t.foldedMeasure, t.at, t.key),
    index('figures_stated_by').on(t.statedById, t.at, t.key),
    index('figures_visit').on(t.visitId),
    checkEnum('figures_entry_kind', t.entryKind, ['FIGURE']),
    checkBoolean('figures_approximate', t.approximate),
    checkFuzzyDate('figures_period', t.periodEdtf),
  ],
);

export const figureParties = sqliteTable(
  'figure_parties',
  {
    ...entryListColumns('figure_id'),
    partyId: referenceColumn('party_id').references(() => parties.id),
    ordinal: integer('ordinal').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.entryId, t.partyId] }),
    index('figure_parties_party').on(t.partyId, t.at, t.key),
    foreignKey({ columns: [t.entryId, t.at, t.key], foreignColumns: [figures.id, figures.at, figures.key] }).onUpdate(
      'cascade',
    ),
  ],
);

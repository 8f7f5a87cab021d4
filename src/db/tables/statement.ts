import { foreignKey, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { renderingMethods, statementModes, statementRoles } from '../../model/vocabulary.ts';
import { checkEnum, checkFuzzyDate, fuzzyDateColumns, idColumn, referenceColumn } from '../columns.ts';
import { entryColumns, entryForeignKey, entryListColumns } from './entry.ts';
import { terms } from './office.ts';
import { parties } from './party.ts';
import { visits } from './visit.ts';

export const statements = sqliteTable(
  'statements',
  {
    ...entryColumns('STATEMENT'),
    speakerId: integer('speaker_id').references(() => parties.id),
    speakerTermId: integer('speaker_term_id'),
    mode: text('mode', { enum: statementModes }).notNull(),
    ...fuzzyDateColumns('saidOn'),
    text: text('text').notNull(),
    language: text('language').notNull(),
    spokenLanguage: text('spoken_language'),
    visitId: integer('visit_id').references(() => visits.id),
    /** Source, then offset: as the words stand in their source. */
    sourceOrder: text('source_order').notNull(),
  },
  (t) => [
    entryForeignKey([t.id, t.entryKind, t.at, t.key]),
    foreignKey({ columns: [t.speakerTermId, t.speakerId], foreignColumns: [terms.id, terms.personId] }),
    uniqueIndex('statements_identity').on(t.id, t.at, t.key),
    index('statements_at').on(t.at, t.key),
    index('statements_source').on(t.sourceOrder, t.key),
    index('statements_speaker').on(t.speakerId, t.at, t.key),
    index('statements_speaker_source').on(t.speakerId, t.sourceOrder, t.key),
    index('statements_term').on(t.speakerTermId),
    index('statements_visit').on(t.visitId, t.at, t.key),
    index('statements_visit_source').on(t.visitId, t.sourceOrder, t.key),
    index('statements_mode').on(t.mode, t.at, t.key),
    checkEnum('statements_entry_kind', t.entryKind, ['STATEMENT']),
    checkEnum('statements_mode', t.mode, statementModes),
    checkFuzzyDate('statements_said_on', t.saidOnEdtf),
  ],
);

/** To whom it was said, and whom it is about. */
export const statementParties = sqliteTable(
  'statement_parties',
  {
    ...entryListColumns('statement_id'),
    role: text('role', { enum: statementRoles }).notNull(),
    partyId: referenceColumn('party_id').references(() => parties.id),
    ordinal: integer('ordinal').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.entryId, t.role, t.partyId] }),
    index('statement_parties_party').on(t.role, t.partyId, t.at, t.key),
    index('statement_parties_any').on(t.partyId),
    foreignKey({
      columns: [t.entryId, t.at, t.key],
      foreignColumns: [statements.id, statements.at, statements.key],
    }).onUpdate('cascade'),
    checkEnum('statement_parties_role', t.role, statementRoles),
  ],
);

/** The same words in another print or language. */
export const renderings = sqliteTable(
  'renderings',
  {
    id: idColumn(),
    statementId: referenceColumn('statement_id').references(() => statements.id),
    ordinal: integer('ordinal').notNull(),
    text: text('text').notNull(),
    language: text('language').notNull(),
    method: text('method', { enum: renderingMethods }).notNull(),
  },
  (t) => [
    uniqueIndex('renderings_statement').on(t.statementId, t.ordinal),
    checkEnum('renderings_method', t.method, renderingMethods),
  ],
);

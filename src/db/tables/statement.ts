import { foreignKey, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { renderingFields, statement } from '../../model/nouns/statement.ts';
import { statementRoles } from '../../model/vocabulary.ts';
import { idColumn, referenceColumn } from '../columns.ts';
import { entryColumns, entryConstraints, entryRoleColumns, entryRoleConstraints } from './entry.ts';
import { fieldColumns, fieldConstraints } from './noun-columns.ts';
import { terms } from './office.ts';
import { parties } from './party.ts';
import { visits } from './visit.ts';

export const statements = sqliteTable(
  'statements',
  {
    ...entryColumns('STATEMENT'),
    ...fieldColumns(statement.fields, { speaker: () => parties.id, speakerTerm: 'COMPOSITE', visit: () => visits.id }),
    /** The position in the source: its key, then the offset. */
    sourceOrder: text('source_order').notNull(),
  },
  (t) => [
    ...entryConstraints('statements', statement.fields, t),
    foreignKey({ columns: [t.speakerTermId, t.speakerId], foreignColumns: [terms.id, terms.personId] }),
    index('statements_source').on(t.sourceOrder, t.key),
    index('statements_speaker_source').on(t.speakerId, t.sourceOrder, t.key),
    index('statements_term').on(t.speakerTermId),
    index('statements_visit_source').on(t.visitId, t.sourceOrder, t.key),
  ],
);

/** The addressees and subjects of statements. */
export const statementParties = sqliteTable(
  'statement_parties',
  entryRoleColumns('statement_id', statementRoles),
  (t) => [
    ...entryRoleConstraints('statement_parties', statements, t),
    index('statement_parties_party').on(t.role, t.partyId, t.at, t.key),
    index('statement_parties_any').on(t.partyId),
  ],
);

/** Other editions or translations of a statement. */
export const renderings = sqliteTable(
  'renderings',
  {
    id: idColumn(),
    statementId: referenceColumn('statement_id').references(() => statements.id),
    ordinal: integer('ordinal').notNull(),
    ...fieldColumns(renderingFields, {}),
  },
  (t) => [
    uniqueIndex('renderings_statement').on(t.statementId, t.ordinal),
    ...fieldConstraints('renderings', renderingFields, t),
  ],
);

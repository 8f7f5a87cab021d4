import { sql } from 'drizzle-orm';
import { check, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { citationFields, spanFields } from '../../model/nouns/citation.ts';
import { checkBoolean, idColumn, referenceColumn } from '../columns.ts';
import { entries } from './entry.ts';
import { fieldColumns, fieldConstraints } from './noun-columns.ts';
import { terms } from './office.ts';
import { parties } from './party.ts';
import { sources } from './source.ts';
import { renderings } from './statement.ts';

/** Evidence for exactly one entry, party, term or rendering, or for one of its fields. */
export const citations = sqliteTable(
  'citations',
  {
    id: idColumn(),
    entryId: integer('entry_id').references(() => entries.id),
    partyId: integer('party_id').references(() => parties.id),
    termId: integer('term_id').references(() => terms.id),
    renderingId: integer('rendering_id').references(() => renderings.id),
    ...fieldColumns(citationFields, { source: () => sources.id, voice: () => parties.id }),
    /** The claimed value, as text or JSON. */
    value: text('value'),
    ordinal: integer('ordinal').notNull(),
  },
  (t) => [
    index('citations_entry').on(t.entryId, t.field, t.ordinal),
    index('citations_party').on(t.partyId, t.ordinal),
    index('citations_term').on(t.termId, t.ordinal),
    index('citations_rendering').on(t.renderingId, t.ordinal),
    index('citations_source').on(t.sourceId),
    index('citations_voice').on(t.voiceId),
    ...fieldConstraints('citations', citationFields, t),
    check('citations_claim', sql`${t.field} IS NOT NULL OR (${t.value} IS NULL AND ${t.rank} IS NULL)`),
    check(
      'citations_of_one',
      sql`(${t.entryId} IS NOT NULL) + (${t.partyId} IS NOT NULL) + (${t.termId} IS NOT NULL) + (${t.renderingId} IS NOT NULL) = 1`,
    ),
  ],
);

/** The exact words and their position in the source, in Unicode code points from 0; the end is exclusive. */
export const spans = sqliteTable(
  'spans',
  {
    citationId: referenceColumn('citation_id').references(() => citations.id),
    ordinal: integer('ordinal').notNull(),
    ...fieldColumns(spanFields, {}),
    /** Whether the words were compared with the text that the source's `sha256` identifies. */
    isVerified: integer('is_verified', { mode: 'boolean' }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.citationId, t.ordinal] }),
    checkBoolean('spans_is_verified', t.isVerified),
    check('spans_order', sql`${t.start} >= 0 AND ${t.end} > ${t.start}`),
  ],
);

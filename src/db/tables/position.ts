import { foreignKey, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { stances } from '../../model/vocabulary.ts';
import { checkEnum, checkFuzzyDate, fuzzyDateColumns, idColumn, referenceColumn } from '../columns.ts';
import { entryColumns, entryForeignKey, entryListColumns } from './entry.ts';
import { parties } from './party.ts';

export const topics = sqliteTable(
  'topics',
  { id: idColumn(), key: text('key').notNull(), name: text('name').notNull() },
  (t) => [uniqueIndex('topics_key').on(t.key)],
);

export const positions = sqliteTable(
  'positions',
  {
    ...entryColumns('POSITION'),
    holderId: referenceColumn('holder_id').references(() => parties.id),
    stance: text('stance', { enum: stances }).notNull(),
    topicId: integer('topic_id').references(() => topics.id),
    label: text('label'),
    foldedLabel: text('folded_label'),
    ...fuzzyDateColumns('from'),
    ...fuzzyDateColumns('until'),
    statedById: integer('stated_by_id').references(() => parties.id),
  },
  (t) => [
    entryForeignKey([t.id, t.entryKind, t.at, t.key]),
    uniqueIndex('positions_identity').on(t.id, t.at, t.key),
    index('positions_at').on(t.at, t.key),
    index('positions_holder').on(t.holderId, t.at, t.key),
    index('positions_topic').on(t.topicId, t.at, t.key),
    index('positions_stance').on(t.stance, t.at, t.key),
    index('positions_label').on(t.foldedLabel, t.at, t.key),
    index('positions_stated_by').on(t.statedById),
    checkEnum('positions_entry_kind', t.entryKind, ['POSITION']),
    checkEnum('positions_stance', t.stance, stances),
    checkFuzzyDate('positions_from', t.fromEdtf),
    checkFuzzyDate('positions_until', t.untilEdtf),
  ],
);

/** Toward whom the stance is held. */
export const positionToward = sqliteTable(
  'position_toward',
  {
    ...entryListColumns('position_id'),
    partyId: referenceColumn('party_id').references(() => parties.id),
    ordinal: integer('ordinal').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.entryId, t.partyId] }),
    index('position_toward_party').on(t.partyId, t.at, t.key),
    foreignKey({
      columns: [t.entryId, t.at, t.key],
      foreignColumns: [positions.id, positions.at, positions.key],
    }).onUpdate('cascade'),
  ],
);

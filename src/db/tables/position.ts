import { foreignKey, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { stances } from '../../model/vocabulary.ts';
import { fuzzyCheck, fuzzyColumns, id, oneOf, reference } from '../columns.ts';
import { entryColumns, entryKey, listed } from './entry.ts';
import { parties } from './party.ts';

export const topics = sqliteTable(
  'topics',
  { id: id(), key: text('key').notNull(), name: text('name').notNull() },
  (t) => [uniqueIndex('topics_key').on(t.key)],
);

export const positions = sqliteTable(
  'positions',
  {
    ...entryColumns('POSITION'),
    holderId: reference('holder_id').references(() => parties.id),
    stance: text('stance', { enum: stances }).notNull(),
    topicId: integer('topic_id').references(() => topics.id),
    label: text('label'),
    foldedLabel: text('folded_label'),
    ...fuzzyColumns('from'),
    ...fuzzyColumns('until'),
    statedById: integer('stated_by_id').references(() => parties.id),
  },
  (t) => [
    entryKey([t.id, t.entryKind, t.at, t.key]),
    uniqueIndex('positions_identity').on(t.id, t.at, t.key),
    index('positions_at').on(t.at, t.key),
    index('positions_holder').on(t.holderId, t.at, t.key),
    index('positions_topic').on(t.topicId, t.at, t.key),
    index('positions_stance').on(t.stance, t.at, t.key),
    index('positions_label').on(t.foldedLabel, t.at, t.key),
    index('positions_stated_by').on(t.statedById),
    oneOf('positions_entry_kind', t.entryKind, ['POSITION']),
    oneOf('positions_stance', t.stance, stances),
    fuzzyCheck('positions_from', t.fromEdtf),
    fuzzyCheck('positions_until', t.untilEdtf),
  ],
);

/** Toward whom the stance is held. */
export const positionToward = sqliteTable(
  'position_toward',
  {
    ...listed('position_id'),
    partyId: reference('party_id').references(() => parties.id),
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

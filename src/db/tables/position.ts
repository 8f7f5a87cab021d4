import { index, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { position } from '../../model/nouns/position.ts';
import { topic } from '../../model/nouns/topic.ts';
import { idColumn } from '../columns.ts';
import { entryColumns, entryPartyTable } from './entry.ts';
import { entryConstraints, nounColumns } from './noun-columns.ts';
import { parties } from './party.ts';

export const topics = sqliteTable(
  'topics',
  { id: idColumn(), key: text('key').notNull(), ...nounColumns(topic, {}) },
  (t) => [uniqueIndex('topics_key').on(t.key)],
);

export const positions = sqliteTable(
  'positions',
  {
    ...entryColumns('POSITION'),
    ...nounColumns(position, { holder: () => parties.id, topic: () => topics.id, statedBy: () => parties.id }),
    foldedLabel: text('folded_label'),
  },
  (t) => [...entryConstraints('positions', position, t), index('positions_label').on(t.foldedLabel, t.at, t.key)],
);

/** The parties that a stance concerns. */
export const positionToward = entryPartyTable('position_toward', 'position_id', positions);

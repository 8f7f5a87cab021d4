import { index, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { position } from '../../model/nouns/position.ts';
import { topic } from '../../model/nouns/topic.ts';
import { keyColumns } from '../columns.ts';
import { entryColumns, entryConstraints, entryPartyTable } from './entry.ts';
import { fieldColumns, keyedConstraints } from './noun-columns.ts';
import { parties } from './party.ts';

export const topics = sqliteTable('topics', { ...keyColumns(), ...fieldColumns(topic.fields, {}) }, (t) => [
  ...keyedConstraints('topics', topic.fields, t),
  index('topics_name').on(t.name, t.key),
]);

export const positions = sqliteTable(
  'positions',
  {
    ...entryColumns('POSITION'),
    ...fieldColumns(position.fields, { holder: () => parties.id, topic: () => topics.id, statedBy: () => parties.id }),
    foldedLabel: text('folded_label'),
  },
  (t) => [
    ...entryConstraints('positions', position.fields, t),
    index('positions_label').on(t.foldedLabel, t.at, t.key),
  ],
);

/** The parties that a stance concerns. */
export const positionToward = entryPartyTable('position_toward', 'position_id', positions);

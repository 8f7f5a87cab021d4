import { sql } from 'drizzle-orm';
import { type PositionFilter, positionConditions } from '../db/queries/position.ts';
import { type TopicFilter, topicConditions } from '../db/queries/topic.ts';
import type { AliasedColumns } from '../db/sql-builder.ts';
import type { positions, topics } from '../db/tables/index.ts';
import { nounStorage } from '../db/tables/noun-tables.ts';
import { defineEntryList } from './entry.ts';
import { inputTypes } from './filter-inputs.ts';
import { keyFields, keySortFields } from './node.ts';
import { nounFields } from './output-fields.ts';
import { defineList } from './pagination.ts';
import { Entry, Node, Position, Topic, Versioned } from './type-refs.ts';

export const positionList = defineEntryList<AliasedColumns<typeof positions>, PositionFilter>({
  type: Position,
  pluralName: 'positions',
  filter: inputTypes.Position,
  conditions: positionConditions,
});

positionList.defineQuery('positions', 'Positions, newest first.');

Topic.implement({
  description: 'A topic on which parties hold positions.',
  interfaces: [Versioned, Node],
  fields: (t) => ({
    ...keyFields(t),
    ...nounFields(t, nounStorage.topic),
    positions: positionList.nestedField(t, 'Positions on the topic, newest first.', (row, topic) => [
      { test: sql`${row.topicId} = ${topic.id}` },
    ]),
  }),
});

defineList<AliasedColumns<typeof topics>, TopicFilter>({
  type: Topic,
  pluralName: 'topics',
  filter: inputTypes.Topic,
  sortFields: keySortFields({ NAME: { description: 'The name.', column: ({ name }) => name } }),
  conditions: (row, filter, { scope }) => topicConditions(scope, row, filter),
}).defineQuery('topics', 'Topics, by key.');

Position.implement({
  description: 'The position of a party, as reported by a source.',
  interfaces: [Entry, Versioned, Node],
  fields: (t) => nounFields(t, nounStorage.position),
});

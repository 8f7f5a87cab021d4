import { sql } from 'drizzle-orm';
import { type PositionFilter, positionConditions } from '../db/queries/position.ts';
import type { AliasedColumns } from '../db/sql-builder.ts';
import type { positions } from '../db/tables/index.ts';
import { nounStorage } from '../db/tables/noun-tables.ts';
import { defineEntryList } from './entry.ts';
import { inputTypes } from './filter-inputs.ts';
import { keyFields } from './node.ts';
import { nounFields } from './noun-fields.ts';
import { Entry, Node, Position, Topic } from './type-refs.ts';

export const positionList = defineEntryList<AliasedColumns<typeof positions>, PositionFilter>({
  type: Position,
  pluralName: 'positions',
  filter: inputTypes.Position,
  conditions: positionConditions,
});

positionList.defineQuery('positions', 'Positions, newest first.');

Topic.implement({
  description: 'A topic on which parties hold positions.',
  interfaces: [Node],
  fields: (t) => ({
    ...keyFields(t),
    ...nounFields(t, nounStorage.topic),
    positions: positionList.pageField(t, 'Positions on the topic, newest first.', (row, topic) => [
      { test: sql`${row.topicId} = ${topic.id}` },
    ]),
  }),
});

Position.implement({
  description: 'The position of a party, as reported by a source.',
  interfaces: [Entry, Node],
  fields: (t) => nounFields(t, nounStorage.position),
});

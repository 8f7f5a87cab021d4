import { sql } from 'drizzle-orm';
import type { Condition } from '../db/queries/filter.ts';
import { type PositionFilter, positionConditions } from '../db/queries/position.ts';
import type { AliasedColumns, StatementContext } from '../db/sql-builder.ts';
import { type positions, topics } from '../db/tables/index.ts';
import { nounStorage } from '../db/tables/noun-tables.ts';
import { builder } from './builder.ts';
import { PositionConnection } from './connection-types.ts';
import { buildListSpecByDay } from './entry.ts';
import { inputTypes } from './filter-inputs.ts';
import { nounFields } from './noun-fields.ts';
import { nestedConnectionField, paginationArgs, rootConnectionField } from './pagination.ts';
import type { ListSpec, PageArgs } from './plan/compile-page.ts';
import { sqlFieldFor } from './plan/sql-field.ts';
import { Entry, Node, Position, Topic } from './type-refs.ts';

type PositionRow = AliasedColumns<typeof positions>;
type PositionArgs = PageArgs & { filter?: PositionFilter | null };

export const buildPositionListSpec = (
  scope: StatementContext,
  row: AliasedColumns,
  { filter }: PositionArgs,
  more: Condition[] = [],
): ListSpec =>
  buildListSpecByDay(row as PositionRow, [...more, ...positionConditions(scope, row as PositionRow, filter ?? {})]);

const topicField = sqlFieldFor(topics);

Topic.implement({
  description: 'A topic on which parties hold positions.',
  interfaces: [Node],
  fields: (t) => ({
    key: t.string({ description: 'The stable key.', ...topicField((row) => row.key) }),
    ...nounFields(t, nounStorage.topic),
    positions: t.field({
      type: PositionConnection,
      description: 'Positions on the topic, newest first.',
      args: paginationArgs(t.arg),
      ...nestedConnectionField<AliasedColumns<typeof topics>, PositionRow>((row, parent) =>
        buildListSpecByDay(row, [{ test: sql`${row.topicId} = ${parent.id}` }]),
      ),
    }),
  }),
});

Position.implement({
  description: 'The position of a party, as reported by a source.',
  interfaces: [Entry, Node],
  fields: (t) => ({
    ...nounFields(t, nounStorage.position),
  }),
});

builder.queryField('positions', (t) =>
  t.field({
    type: PositionConnection,
    description: 'Positions, newest first.',
    args: {
      filter: t.arg({ type: inputTypes.Position, description: 'Filters the positions.' }),
      ...paginationArgs(t.arg),
    },
    ...rootConnectionField<PositionRow, PositionArgs>((row, args, { scope }) =>
      buildPositionListSpec(scope, row, args),
    ),
  }),
);

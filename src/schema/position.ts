import { sql } from 'drizzle-orm';
import type { Condition } from '../db/queries/filter.ts';
import { type PositionFilter, positionConditions } from '../db/queries/position.ts';
import type { Row, Scope } from '../db/sql-builder.ts';
import { entries, positions, positionToward, topics } from '../db/tables/index.ts';
import { builder } from './builder.ts';
import { Positions } from './connection-types.ts';
import { byDay, listedIn } from './entry.ts';
import { Stance } from './enums.ts';
import { inputs } from './filter-inputs.ts';
import { fuzzyDateOf } from './fuzzy-date.ts';
import { globalId } from './node.ts';
import { nestedList, pageArgs, rootList } from './pagination.ts';
import { partyIn } from './party.ts';
import type { PageArgs, PageSpec } from './plan/compile-page.ts';
import { fieldsOf } from './plan/sql-field.ts';
import { Entry, FuzzyDate, Node, Party, Position, Topic } from './type-refs.ts';

type PositionRow = Row<typeof positions>;
type Args = PageArgs & { filter?: PositionFilter | null };

export const listOfPositions = (scope: Scope, row: Row, { filter }: Args, more: Condition[] = []): PageSpec =>
  byDay(row as PositionRow, [...more, ...positionConditions(scope, row as PositionRow, filter ?? {})]);

const position = fieldsOf(positions, entries);
const topic = fieldsOf(topics);

Topic.implement({
  description: 'A matter on which positions are held.',
  fields: (t) => ({
    id: t.id({ description: 'A global id: stable, and opaque.', ...globalId }),
    key: t.string({ description: 'Its stable key.', ...topic((row) => row.key) }),
    name: t.string({ description: 'What it is about.', ...topic((row) => row.name) }),
    positions: t.field({
      type: Positions,
      description: 'Positions on it, newest first.',
      args: pageArgs(t.arg),
      ...nestedList<Row<typeof topics>, PositionRow>((row, parent) =>
        byDay(row, [{ test: sql`${row.topicId} = ${parent.id}` }]),
      ),
    }),
  }),
});

Position.implement({
  description: 'Where someone stands, as a source tells it.',
  interfaces: [Entry, Node],
  fields: (t) => ({
    holder: t.field({ type: Party, description: 'Who holds it.', ...partyIn<PositionRow>((row) => row.holderId) }),
    stance: t.field({ type: Stance, description: 'How they stand.', ...position((row) => row.stance) }),
    toward: t.field({
      type: [Party],
      description: 'Toward whom.',
      ...listedIn(positionToward, 'partyId'),
    }),
    topic: t.field({
      type: Topic,
      nullable: true,
      description: 'On what.',
      ...position((row, _args: object, plan) => plan.one((one) => sql`${one.id} = ${row.topicId}`)),
    }),
    label: t.string({
      nullable: true,
      description: 'The source\'s own words for it: "strategic partners".',
      ...position((row) => row.label),
    }),
    from: t.field({
      type: FuzzyDate,
      nullable: true,
      description: 'Since when; null where no source says.',
      ...fuzzyDateOf('from'),
    }),
    until: t.field({
      type: FuzzyDate,
      nullable: true,
      description: 'Until when; null while it is held, or where no source says.',
      ...fuzzyDateOf('until'),
    }),
    statedBy: t.field({
      type: Party,
      nullable: true,
      description: 'Who says so; null for the source itself.',
      ...partyIn<PositionRow>((row) => row.statedById),
    }),
  }),
});

builder.queryField('positions', (t) =>
  t.field({
    type: Positions,
    description: 'Positions, newest first.',
    args: {
      filter: t.arg({ type: inputs.Position, description: 'Which positions; all if left out.' }),
      ...pageArgs(t.arg),
    },
    ...rootList<PositionRow, Args>((row, args, { scope }) => listOfPositions(scope, row, args)),
  }),
);

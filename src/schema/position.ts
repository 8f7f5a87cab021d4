import { sql } from 'drizzle-orm';
import type { Condition } from '../db/queries/filter.ts';
import { type PositionFilter, positionConditions } from '../db/queries/position.ts';
import type { AliasedColumns, StatementContext } from '../db/sql-builder.ts';
import { entries, positions, positionToward, topics } from '../db/tables/index.ts';
import { builder } from './builder.ts';
import { PositionConnection } from './connection-types.ts';
import { buildListSpecByDay, listTableField } from './entry.ts';
import { Stance } from './enums.ts';
import { inputTypes } from './filter-inputs.ts';
import { fuzzyDateField } from './fuzzy-date.ts';
import { globalIdField } from './node.ts';
import { nestedConnectionField, paginationArgs, rootConnectionField } from './pagination.ts';
import { partyField } from './party.ts';
import type { ListSpec, PageArgs } from './plan/compile-page.ts';
import { sqlFieldFor } from './plan/sql-field.ts';
import { Entry, FuzzyDate, Node, Party, Position, Topic } from './type-refs.ts';

type PositionRow = AliasedColumns<typeof positions>;
type PositionArgs = PageArgs & { filter?: PositionFilter | null };

export const buildPositionListSpec = (
  scope: StatementContext,
  row: AliasedColumns,
  { filter }: PositionArgs,
  more: Condition[] = [],
): ListSpec =>
  buildListSpecByDay(row as PositionRow, [...more, ...positionConditions(scope, row as PositionRow, filter ?? {})]);

const positionField = sqlFieldFor(positions, entries);
const topicField = sqlFieldFor(topics);

Topic.implement({
  description: 'A matter on which positions are held.',
  fields: (t) => ({
    id: t.id({ description: 'A global id: stable, and opaque.', ...globalIdField }),
    key: t.string({ description: 'Its stable key.', ...topicField((row) => row.key) }),
    name: t.string({ description: 'What it is about.', ...topicField((row) => row.name) }),
    positions: t.field({
      type: PositionConnection,
      description: 'Positions on it, newest first.',
      args: paginationArgs(t.arg),
      ...nestedConnectionField<AliasedColumns<typeof topics>, PositionRow>((row, parent) =>
        buildListSpecByDay(row, [{ test: sql`${row.topicId} = ${parent.id}` }]),
      ),
    }),
  }),
});

Position.implement({
  description: 'Where someone stands, as a source tells it.',
  interfaces: [Entry, Node],
  fields: (t) => ({
    holder: t.field({ type: Party, description: 'Who holds it.', ...partyField<PositionRow>((row) => row.holderId) }),
    stance: t.field({ type: Stance, description: 'How they stand.', ...positionField((row) => row.stance) }),
    toward: t.field({
      type: [Party],
      description: 'Toward whom.',
      ...listTableField(positionToward, 'partyId'),
    }),
    topic: t.field({
      type: Topic,
      nullable: true,
      description: 'On what.',
      ...positionField((row, _args: object, plan) => plan.selectOne((one) => sql`${one.id} = ${row.topicId}`)),
    }),
    label: t.string({
      nullable: true,
      description: 'The source\'s own words for it: "strategic partners".',
      ...positionField((row) => row.label),
    }),
    from: t.field({
      type: FuzzyDate,
      nullable: true,
      description: 'Since when; null where no source says.',
      ...fuzzyDateField('from'),
    }),
    until: t.field({
      type: FuzzyDate,
      nullable: true,
      description: 'Until when; null while it is held, or where no source says.',
      ...fuzzyDateField('until'),
    }),
    statedBy: t.field({
      type: Party,
      nullable: true,
      description: 'Who says so; null for the source itself.',
      ...partyField<PositionRow>((row) => row.statedById),
    }),
  }),
});

builder.queryField('positions', (t) =>
  t.field({
    type: PositionConnection,
    description: 'Positions, newest first.',
    args: {
      filter: t.arg({ type: inputTypes.Position, description: 'Which positions; all if left out.' }),
      ...paginationArgs(t.arg),
    },
    ...rootConnectionField<PositionRow, PositionArgs>((row, args, { scope }) =>
      buildPositionListSpec(scope, row, args),
    ),
  }),
);

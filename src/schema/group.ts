import { sql } from 'drizzle-orm';
import { heldOn } from '../db/queries/office.ts';
import type { Row } from '../db/sql-builder.ts';
import { groups, type memberships, parties } from '../db/tables/index.ts';
import { builder } from './builder.ts';
import { Groups } from './connection-types.ts';
import { GroupKind } from './enums.ts';
import { fuzzyDateOf } from './fuzzy-date.ts';
import { pageArgs, rootList } from './pagination.ts';
import { byName, partyIn } from './party.ts';
import type { PageArgs } from './plan/compile-page.ts';
import { fieldsOf } from './plan/sql-field.ts';
import { Country, FuzzyDate, Group, Membership, Node, Party } from './type-refs.ts';

const group = fieldsOf(parties, groups);

Membership.implement({
  description: 'A period in which a country belongs to a group.',
  fields: (t) => ({
    country: t.field({
      type: Country,
      description: 'The member.',
      ...partyIn<Row<typeof memberships>>((row) => row.countryId),
    }),
    from: t.field({
      type: FuzzyDate,
      nullable: true,
      description: 'Its first day; null where the group has no dates, or it is unknown.',
      ...fuzzyDateOf('from'),
    }),
    until: t.field({
      type: FuzzyDate,
      nullable: true,
      description: 'Its last day; null while it lasts.',
      ...fuzzyDateOf('until'),
    }),
  }),
});

Group.implement({
  description:
    'Countries under one name: a region, an organisation, or a phrase such as "the West" that has no list of members.',
  interfaces: [Party, Node],
  fields: (t) => ({
    kind: t.field({ type: GroupKind, description: 'What holds it together.', ...group((row) => row.kind) }),
    members: t.field({
      type: [Membership],
      description: 'Its members; always empty for an informal or statistical group.',
      args: { on: t.arg({ type: 'Date', description: 'Only members on this day.' }) },
      ...group<{ on?: string | null }>((row, { on }, plan) => {
        const member = plan.scope.table(parties);
        return plan.many((found) => {
          const membership = found as Row<typeof memberships>;
          return {
            where: sql`${membership.groupId} = ${row.id}${on ? sql` AND ${heldOn(membership, on)}` : sql``}`,
            orderBy: sql`(SELECT ${member.row.sortName} FROM ${member.from} WHERE ${member.row.id} = ${membership.countryId}), ${membership.fromEarliest}`,
          };
        });
      }),
    }),
  }),
});

builder.queryField('groups', (t) =>
  t.field({
    type: Groups,
    description: 'Groups, by name.',
    args: { kind: t.arg({ type: GroupKind, description: 'Only groups of this kind.' }), ...pageArgs(t.arg) },
    ...rootList<Row<typeof parties>, PageArgs & { kind?: string | null }>((row, { kind }, { scope }) => {
      const { row: one, from } = scope.table(groups);
      return byName(
        row,
        'GROUP',
        kind == null ? [] : [{ test: sql`(SELECT ${one.kind} FROM ${from} WHERE ${one.id} = ${row.id}) = ${kind}` }],
      );
    }),
  }),
);

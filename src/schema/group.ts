import { sql } from 'drizzle-orm';
import { termHeldOn } from '../db/queries/office.ts';
import type { AliasedColumns } from '../db/sql-builder.ts';
import { groups, type memberships, parties } from '../db/tables/index.ts';
import { nounStorage } from '../db/tables/noun-tables.ts';
import { membershipFields } from '../model/nouns/group.ts';
import { groupKinds } from '../model/vocabulary.ts';
import { enumOf } from './enums.ts';
import { declaredFields, nounFields } from './noun-fields.ts';
import { definePartyList } from './party.ts';
import { sqlField } from './plan/sql-field.ts';
import { Group, Membership, Node, Party } from './type-refs.ts';

Membership.implement({
  description: 'A period during which a country belongs to a group.',
  fields: (t) => declaredFields(t, membershipFields),
});

Group.implement({
  description:
    'A named group of countries: a region, an organization, or a phrase such as "the West" that has no list of members.',
  interfaces: [Party, Node],
  fields: (t) => ({
    ...nounFields(t, nounStorage.group),
    members: t.field({
      type: [Membership],
      description: 'The members; always empty for informal and statistical groups.',
      args: { on: t.arg({ type: 'Date', description: 'Returns only members on this day.' }) },
      ...sqlField((row, { on }: { on?: string | null }, plan) => {
        const member = plan.scope.aliasTable(parties);
        return plan.selectMany((found) => {
          const membership = found as AliasedColumns<typeof memberships>;
          return {
            where: sql`${membership.groupId} = ${row.id}${on ? sql` AND ${termHeldOn(membership, on)}` : sql``}`,
            orderBy: sql`(SELECT ${member.row.sortName} FROM ${member.from} WHERE ${member.row.id} = ${membership.countryId}), ${membership.fromEarliest}`,
          };
        });
      }),
    }),
  }),
});

definePartyList<{ kind?: string | null }>('GROUP', {
  type: Group,
  things: 'groups',
  args: (t) => ({ kind: t({ type: enumOf(groupKinds), description: 'Returns only groups of this kind.' }) }),
  conditions: (row, { kind }, { scope }) => {
    const { row: one, from } = scope.aliasTable(groups);
    return kind == null ? [] : [{ test: sql`(SELECT ${one.kind} FROM ${from} WHERE ${one.id} = ${row.id}) = ${kind}` }];
  },
}).defineQuery('groups', 'Groups, by name.');

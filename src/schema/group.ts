import { type SQL, sql } from 'drizzle-orm';
import { enumConditions } from '../db/queries/filter.ts';
import { type GroupFilter, groupConditions } from '../db/queries/group.ts';
import { termHeldOn } from '../db/queries/office.ts';
import { type AliasedColumns, allOf } from '../db/sql-builder.ts';
import { type affiliations, type memberships, parties } from '../db/tables/index.ts';
import { nounStorage } from '../db/tables/noun-tables.ts';
import { affiliationFields, membershipFields } from '../model/nouns/group.ts';
import { affiliationStatuses } from '../model/vocabulary.ts';
import { enumOf } from './enums.ts';
import { inputTypes } from './filter-inputs.ts';
import { declaredFields, nounFields } from './output-fields.ts';
import { definePartyList } from './party.ts';
import { sqlField } from './plan/sql-field.ts';
import { Affiliation, Group, Membership, Node, Party, Reporter, Versioned } from './type-refs.ts';

Membership.implement({
  description: 'A period during which a country belongs to a group.',
  fields: (t) => declaredFields(t, membershipFields),
});

Affiliation.implement({
  description:
    'A period during which a party observes a group, is an associate of it, is a member without being a country, or is suspended from it.',
  fields: (t) => declaredFields(t, affiliationFields),
});

Group.implement({
  description:
    'A named group of countries: a region, an organization, or a phrase such as "the West" that has no list of members.',
  interfaces: [Reporter, Party, Versioned, Node],
  fields: (t) => ({
    ...nounFields(t, nounStorage.group),
    code: t.string({
      description: 'The key, which identifies a group that reports trade.',
      ...sqlField((row) => row.key),
    }),
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
            orderBy: sql`(SELECT ${member.row.sortName} FROM ${member.from} WHERE ${member.row.id} = ${membership.countryId}), ${membership.startEarliest}`,
          };
        });
      }),
    }),
    affiliations: t.field({
      type: [Affiliation],
      description:
        'Observers, associates, members that are not countries, and suspensions of members. Suspended countries are also among the members for as long as they remain members.',
      args: {
        on: t.arg({ type: 'Date', description: 'Returns only affiliations on this day.' }),
        status: t.arg({
          type: [enumOf(affiliationStatuses)],
          description: 'Returns only affiliations with one of these statuses.',
        }),
      },
      ...sqlField((row, { on, status }: { on?: string | null; status?: string[] | null }, plan) => {
        const other = plan.scope.aliasTable(parties);
        return plan.selectMany((found) => {
          const affiliation = found as AliasedColumns<typeof affiliations>;
          const conditions: SQL[] = [
            sql`${affiliation.groupId} = ${row.id}`,
            ...(on ? [termHeldOn(affiliation, on)] : []),
            ...enumConditions(affiliation.status, status).map(({ test }) => test),
          ];
          return {
            where: allOf(conditions),
            orderBy: sql`(SELECT ${other.row.sortName} FROM ${other.from} WHERE ${other.row.id} = ${affiliation.partyId}), ${affiliation.startEarliest}, ${affiliation.id}`,
          };
        });
      }),
    }),
  }),
});

definePartyList<GroupFilter>('GROUP', {
  type: Group,
  pluralName: 'groups',
  filter: inputTypes.Group,
  conditions: (row, filter, { scope }) => groupConditions(scope, row.id, filter),
}).defineQuery('groups', 'Groups, by name.');

import { type SQL, sql } from 'drizzle-orm';
import { enumConditions } from '../db/queries/filter.ts';
import { termHeldOn } from '../db/queries/office.ts';
import { type AliasedColumns, allOf } from '../db/sql-builder.ts';
import { affiliations, groups, type memberships, parties } from '../db/tables/index.ts';
import { nounStorage } from '../db/tables/noun-tables.ts';
import { builder } from './builder.ts';
import { GroupConnection } from './connection-types.ts';
import { AffiliationStatus, GroupKind } from './enums.ts';
import { fuzzyDateField } from './fuzzy-date.ts';
import { nounFields, referenceField } from './noun-fields.ts';
import { paginationArgs, rootConnectionField } from './pagination.ts';
import { buildListSpecByName } from './party.ts';
import type { PageArgs } from './plan/compile-page.ts';
import { sqlFieldFor } from './plan/sql-field.ts';
import { Affiliation, Country, FuzzyDate, Group, Membership, Node, Party } from './type-refs.ts';

const groupField = sqlFieldFor(parties, groups);

Membership.implement({
  description: 'A period during which a country belongs to a group.',
  fields: (t) => ({
    country: t.field({
      type: Country,
      description: 'The member country.',
      ...referenceField<AliasedColumns<typeof memberships>>((row) => row.countryId),
    }),
    from: t.field({
      type: FuzzyDate,
      nullable: true,
      description: 'The first day; null if unknown or the group has no dates.',
      ...fuzzyDateField('from'),
    }),
    until: t.field({
      type: FuzzyDate,
      nullable: true,
      description: 'The last day; null while the membership lasts.',
      ...fuzzyDateField('until'),
    }),
  }),
});

const affiliationField = sqlFieldFor(affiliations);

Affiliation.implement({
  description:
    'A period during which a party observes a group, is an associate of it, is a member without being a country, or is suspended from it.',
  fields: (t) => ({
    party: t.field({
      type: Party,
      description: 'The affiliated party.',
      ...referenceField<AliasedColumns<typeof affiliations>>((row) => row.partyId),
    }),
    status: t.field({
      type: AffiliationStatus,
      description: 'Its status in the group.',
      ...affiliationField((row) => row.status),
    }),
    from: t.field({
      type: FuzzyDate,
      nullable: true,
      description: 'The first day; null if unknown.',
      ...fuzzyDateField('from'),
    }),
    until: t.field({
      type: FuzzyDate,
      nullable: true,
      description: 'The last day; null while the affiliation lasts.',
      ...fuzzyDateField('until'),
    }),
  }),
});

Group.implement({
  description:
    'A named group of countries: a region, an organisation, or a phrase such as "the West" that has no list of members.',
  interfaces: [Party, Node],
  fields: (t) => ({
    ...nounFields(t, nounStorage.group),
    members: t.field({
      type: [Membership],
      description: 'The members; always empty for informal and statistical groups.',
      args: { on: t.arg({ type: 'Date', description: 'Returns only members on this day.' }) },
      ...groupField<{ on?: string | null }>((row, { on }, plan) => {
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
    affiliations: t.field({
      type: [Affiliation],
      description:
        'Observers, associates, members that are not countries, and suspensions of members. Suspended countries are also among the members for as long as they remain members.',
      args: {
        on: t.arg({ type: 'Date', description: 'Returns only affiliations on this day.' }),
        status: t.arg({
          type: [AffiliationStatus],
          description: 'Returns only affiliations with one of these statuses.',
        }),
      },
      ...groupField<{ on?: string | null; status?: string[] | null }>((row, { on, status }, plan) => {
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
            orderBy: sql`(SELECT ${other.row.sortName} FROM ${other.from} WHERE ${other.row.id} = ${affiliation.partyId}), ${affiliation.fromEarliest}, ${affiliation.id}`,
          };
        });
      }),
    }),
  }),
});

builder.queryField('groups', (t) =>
  t.field({
    type: GroupConnection,
    description: 'Groups, by name.',
    args: {
      kind: t.arg({ type: GroupKind, description: 'Returns only groups of this kind.' }),
      ...paginationArgs(t.arg),
    },
    ...rootConnectionField<AliasedColumns<typeof parties>, PageArgs & { kind?: string | null }>(
      (row, { kind }, { scope }) => {
        const { row: one, from } = scope.aliasTable(groups);
        return buildListSpecByName(
          row,
          'GROUP',
          kind == null ? [] : [{ test: sql`(SELECT ${one.kind} FROM ${from} WHERE ${one.id} = ${row.id}) = ${kind}` }],
        );
      },
    ),
  }),
);

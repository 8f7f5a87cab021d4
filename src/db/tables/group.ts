import { index, sqliteTable } from 'drizzle-orm/sqlite-core';
import { group, membershipFields } from '../../model/nouns/group.ts';
import { idColumn, referenceColumn } from '../columns.ts';
import { countries } from './country.ts';
import { fieldColumns, fieldConstraints } from './noun-columns.ts';
import { partyColumns, partyConstraints } from './party.ts';

export const groups = sqliteTable('groups', { ...partyColumns('GROUP'), ...fieldColumns(group.fields, {}) }, (t) => [
  ...partyConstraints('groups', group.fields, t),
  index('groups_kind').on(t.kind, t.id),
]);

/** Memberships, one row per period: a country can leave and rejoin. */
export const memberships = sqliteTable(
  'memberships',
  {
    id: idColumn(),
    groupId: referenceColumn('group_id').references(() => groups.id),
    ...fieldColumns(membershipFields, { country: () => countries.id }),
  },
  (t) => [
    index('memberships_group').on(t.groupId, t.countryId),
    index('memberships_country').on(t.countryId, t.groupId),
    ...fieldConstraints('memberships', membershipFields, t),
  ],
);

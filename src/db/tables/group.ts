import { index, integer, sqliteTable } from 'drizzle-orm/sqlite-core';
import { group } from '../../model/nouns/group.ts';
import { checkEnum, checkFuzzyDate, fuzzyDateColumns, idColumn, referenceColumn } from '../columns.ts';
import { countries } from './country.ts';
import { nounColumns, nounConstraints } from './noun-columns.ts';
import { partyForeignKey, partyKindColumn } from './party.ts';

export const groups = sqliteTable(
  'groups',
  { id: integer('id').primaryKey(), partyKind: partyKindColumn('GROUP'), ...nounColumns(group, {}) },
  (t) => [
    partyForeignKey([t.id, t.partyKind]),
    index('groups_kind').on(t.kind, t.id),
    checkEnum('groups_party_kind', t.partyKind, ['GROUP']),
    ...nounConstraints('groups', group, t),
  ],
);

/** Memberships, one row per period: a country can leave and rejoin. */
export const memberships = sqliteTable(
  'memberships',
  {
    id: idColumn(),
    groupId: referenceColumn('group_id').references(() => groups.id),
    countryId: referenceColumn('country_id').references(() => countries.id),
    ...fuzzyDateColumns('from'),
    ...fuzzyDateColumns('until'),
  },
  (t) => [
    index('memberships_group').on(t.groupId, t.countryId),
    index('memberships_country').on(t.countryId, t.groupId),
    checkFuzzyDate('memberships_from', t.fromEdtf),
    checkFuzzyDate('memberships_until', t.untilEdtf),
  ],
);

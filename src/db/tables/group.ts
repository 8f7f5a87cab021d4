import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { group } from '../../model/nouns/group.ts';
import { affiliationStatuses } from '../../model/vocabulary.ts';
import { checkEnum, checkFuzzyDate, fuzzyDateColumns, idColumn, referenceColumn } from '../columns.ts';
import { countries } from './country.ts';
import { nounColumns, nounConstraints } from './noun-columns.ts';
import { parties, partyForeignKey, partyKindColumn } from './party.ts';

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

/** Ties to a group other than the membership of a country, one row per period. */
export const affiliations = sqliteTable(
  'affiliations',
  {
    id: idColumn(),
    groupId: referenceColumn('group_id').references(() => groups.id),
    partyId: referenceColumn('party_id').references(() => parties.id),
    status: text('status', { enum: affiliationStatuses }).notNull(),
    ...fuzzyDateColumns('from'),
    ...fuzzyDateColumns('until'),
  },
  (t) => [
    index('affiliations_group').on(t.groupId, t.partyId),
    index('affiliations_party').on(t.partyId, t.groupId),
    checkEnum('affiliations_status', t.status, affiliationStatuses),
    checkFuzzyDate('affiliations_from', t.fromEdtf),
    checkFuzzyDate('affiliations_until', t.untilEdtf),
  ],
);

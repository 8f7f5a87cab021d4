import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { groupKinds } from '../../model/vocabulary.ts';
import { fuzzyCheck, fuzzyColumns, id, oneOf, reference } from '../columns.ts';
import { countries } from './country.ts';
import { partyKey, partyKind } from './party.ts';

export const groups = sqliteTable(
  'groups',
  { id: integer('id').primaryKey(), partyKind: partyKind('GROUP'), kind: text('kind', { enum: groupKinds }).notNull() },
  (t) => [
    partyKey([t.id, t.partyKind]),
    index('groups_kind').on(t.kind, t.id),
    oneOf('groups_party_kind', t.partyKind, ['GROUP']),
    oneOf('groups_kind', t.kind, groupKinds),
  ],
);

/** A country may join, leave and join again: each period is a row. */
export const memberships = sqliteTable(
  'memberships',
  {
    id: id(),
    groupId: reference('group_id').references(() => groups.id),
    countryId: reference('country_id').references(() => countries.id),
    ...fuzzyColumns('from'),
    ...fuzzyColumns('until'),
  },
  (t) => [
    index('memberships_group').on(t.groupId, t.countryId),
    index('memberships_country').on(t.countryId, t.groupId),
    fuzzyCheck('memberships_from', t.fromEdtf),
    fuzzyCheck('memberships_until', t.untilEdtf),
  ],
);

import { index, integer, sqliteTable } from 'drizzle-orm/sqlite-core';
import { checkBoolean, checkEnum } from '../columns.ts';
import { countries } from './country.ts';
import { partyForeignKey, partyKindColumn } from './party.ts';

export const organizations = sqliteTable(
  'organizations',
  {
    id: integer('id').primaryKey(),
    partyKind: partyKindColumn('ORGANIZATION'),
    countryId: integer('country_id').references(() => countries.id),
    stateOwned: integer('state_owned', { mode: 'boolean' }),
  },
  (t) => [
    partyForeignKey([t.id, t.partyKind]),
    index('organizations_country').on(t.countryId),
    checkEnum('organizations_kind', t.partyKind, ['ORGANIZATION']),
    checkBoolean('organizations_state_owned', t.stateOwned),
  ],
);

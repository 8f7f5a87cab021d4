import { index, integer, sqliteTable } from 'drizzle-orm/sqlite-core';
import { isBoolean, oneOf } from '../columns.ts';
import { countries } from './country.ts';
import { partyKey, partyKind } from './party.ts';

export const organizations = sqliteTable(
  'organizations',
  {
    id: integer('id').primaryKey(),
    partyKind: partyKind('ORGANIZATION'),
    countryId: integer('country_id').references(() => countries.id),
    stateOwned: integer('state_owned', { mode: 'boolean' }),
  },
  (t) => [
    partyKey([t.id, t.partyKind]),
    index('organizations_country').on(t.countryId),
    oneOf('organizations_kind', t.partyKind, ['ORGANIZATION']),
    isBoolean('organizations_state_owned', t.stateOwned),
  ],
);

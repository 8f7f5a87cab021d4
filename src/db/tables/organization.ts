import { sqliteTable } from 'drizzle-orm/sqlite-core';
import { organization } from '../../model/nouns/organization.ts';
import { countries } from './country.ts';
import { fieldColumns } from './noun-columns.ts';
import { partyColumns, partyConstraints } from './party.ts';

export const organizations = sqliteTable(
  'organizations',
  {
    ...partyColumns('ORGANIZATION'),
    ...fieldColumns(organization.fields, { country: () => countries.id }),
  },
  (t) => partyConstraints('organizations', organization.fields, t),
);

import { integer, sqliteTable } from 'drizzle-orm/sqlite-core';
import { organization } from '../../model/nouns/organization.ts';
import { checkEnum } from '../columns.ts';
import { countries } from './country.ts';
import { nounColumns, nounConstraints } from './noun-columns.ts';
import { partyForeignKey, partyKindColumn } from './party.ts';

export const organizations = sqliteTable(
  'organizations',
  {
    id: integer('id').primaryKey(),
    partyKind: partyKindColumn('ORGANIZATION'),
    ...nounColumns(organization, { country: () => countries.id }),
  },
  (t) => [
    partyForeignKey([t.id, t.partyKind]),
    checkEnum('organizations_kind', t.partyKind, ['ORGANIZATION']),
    ...nounConstraints('organizations', organization, t),
  ],
);

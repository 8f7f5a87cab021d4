import { sql } from 'drizzle-orm';
import { check, index, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { office, term } from '../../model/nouns/office.ts';
import { idColumn } from '../columns.ts';
import { countries } from './country.ts';
import { nounColumns, nounConstraints } from './noun-columns.ts';
import { organizations } from './organization.ts';
import { people } from './person.ts';

export const offices = sqliteTable(
  'offices',
  {
    id: idColumn(),
    key: text('key').notNull(),
    ...nounColumns(office, { country: () => countries.id, organization: () => organizations.id }),
  },
  (t) => [
    uniqueIndex('offices_key').on(t.key),
    index('offices_country').on(t.countryId, t.rank),
    ...nounConstraints('offices', office, t),
    check('offices_of', sql`${t.countryId} IS NULL OR ${t.organizationId} IS NULL`),
  ],
);

/** Terms of office: holder, capacity and period. */
export const terms = sqliteTable(
  'terms',
  {
    id: idColumn(),
    key: text('key').notNull(),
    ...nounColumns(term, { office: () => offices.id, person: () => people.id }),
  },
  (t) => [
    uniqueIndex('terms_key').on(t.key),
    uniqueIndex('terms_id_person').on(t.id, t.personId),
    index('terms_person').on(t.personId, t.officeId),
    index('terms_office').on(t.officeId, t.personId),
    ...nounConstraints('terms', term, t),
  ],
);

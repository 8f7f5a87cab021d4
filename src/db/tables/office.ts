import { sql } from 'drizzle-orm';
import { check, index, sqliteTable, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { office, term } from '../../model/nouns/office.ts';
import { keyColumns } from '../columns.ts';
import { countries } from './country.ts';
import { fieldColumns, keyedConstraints } from './noun-columns.ts';
import { organizations } from './organization.ts';
import { people } from './person.ts';

export const offices = sqliteTable(
  'offices',
  {
    ...keyColumns(),
    ...fieldColumns(office.fields, { country: () => countries.id, organization: () => organizations.id }),
  },
  (t) => [
    ...keyedConstraints('offices', office.fields, t),
    index('offices_country').on(t.countryId, t.rank),
    index('offices_title').on(t.title, t.key),
    index('offices_rank').on(t.rank, t.key),
    check('offices_of', sql`${t.countryId} IS NULL OR ${t.organizationId} IS NULL`),
  ],
);

/** Terms of office: holder, capacity and period. */
export const terms = sqliteTable(
  'terms',
  {
    ...keyColumns(),
    ...fieldColumns(term.fields, { office: () => offices.id, person: () => people.id }),
  },
  (t) => [
    ...keyedConstraints('terms', term.fields, t),
    uniqueIndex('terms_id_person').on(t.id, t.personId),
    index('terms_person').on(t.personId, t.officeId),
    index('terms_office').on(t.officeId, t.personId),
    // Terms without a first day sort below all others.
    index('terms_start').on(sql`coalesce(${t.startEarliest}, '')`, t.key),
  ],
);

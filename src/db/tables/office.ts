import { sql } from 'drizzle-orm';
import { check, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { officeRanks, termCapacities } from '../../model/vocabulary.ts';
import { checkEnum, checkFuzzyDate, fuzzyDateColumns, idColumn, referenceColumn } from '../columns.ts';
import { countries } from './country.ts';
import { organizations } from './organization.ts';
import { people } from './person.ts';

export const offices = sqliteTable(
  'offices',
  {
    id: idColumn(),
    key: text('key').notNull(),
    title: text('title').notNull(),
    rank: text('rank', { enum: officeRanks }).notNull(),
    countryId: integer('country_id').references(() => countries.id),
    organizationId: integer('organization_id').references(() => organizations.id),
    ...fuzzyDateColumns('from'),
    ...fuzzyDateColumns('until'),
  },
  (t) => [
    uniqueIndex('offices_key').on(t.key),
    index('offices_country').on(t.countryId, t.rank),
    index('offices_organization').on(t.organizationId),
    checkEnum('offices_rank', t.rank, officeRanks),
    checkFuzzyDate('offices_from', t.fromEdtf),
    checkFuzzyDate('offices_until', t.untilEdtf),
    check('offices_of', sql`${t.countryId} IS NULL OR ${t.organizationId} IS NULL`),
  ],
);

/** Who held which office, in which capacity, when. */
export const terms = sqliteTable(
  'terms',
  {
    id: idColumn(),
    key: text('key').notNull(),
    officeId: referenceColumn('office_id').references(() => offices.id),
    personId: referenceColumn('person_id').references(() => people.id),
    capacity: text('capacity', { enum: termCapacities }).notNull(),
    ...fuzzyDateColumns('from'),
    ...fuzzyDateColumns('until'),
  },
  (t) => [
    uniqueIndex('terms_key').on(t.key),
    uniqueIndex('terms_id_person').on(t.id, t.personId),
    index('terms_person').on(t.personId, t.officeId),
    index('terms_office').on(t.officeId, t.personId),
    checkEnum('terms_capacity', t.capacity, termCapacities),
    checkFuzzyDate('terms_from', t.fromEdtf),
    checkFuzzyDate('terms_until', t.untilEdtf),
  ],
);

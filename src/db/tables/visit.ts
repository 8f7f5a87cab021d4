import { sql } from 'drizzle-orm';
import { foreignKey, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { visit } from '../../model/nouns/visit.ts';
import { visitPurposes } from '../../model/vocabulary.ts';
import { checkEnum, idColumn, referenceColumn } from '../columns.ts';
import { countries } from './country.ts';
import { entryColumns, entryListColumns, entryListForeignKey, entryPartyTable } from './entry.ts';
import { entryConstraints, nounColumns } from './noun-columns.ts';
import { terms } from './office.ts';
import { people } from './person.ts';

export const trips = sqliteTable('trips', { id: idColumn(), key: text('key').notNull() }, (t) => [
  uniqueIndex('trips_key').on(t.key),
]);

export const visits = sqliteTable(
  'visits',
  {
    ...entryColumns('VISIT'),
    ...nounColumns(visit, { host: 'COMPOSITE', trip: () => trips.id }),
    /** Repeated for sorting. */
    hostCode: text('host_code').notNull(),
  },
  (t) => [
    ...entryConstraints('visits', visit, t),
    foreignKey({ columns: [t.hostId, t.hostCode], foreignColumns: [countries.id, countries.code] }).onUpdate('cascade'),
    index('visits_host_code').on(t.hostCode, t.at, t.key),
    // Covering index for counts by year and host.
    index('visits_year').on(
      sql`CAST(substr(${t.at}, 1, 4) AS INTEGER)`,
      t.hostId,
      t.startEarliest,
      t.startLatest,
      t.at,
    ),
    index('visits_trip').on(t.tripId, t.leg, t.key),
    index('visits_trip_day').on(t.tripId, t.at, t.key),
  ],
);

/** Travellers, with the term that they held. */
export const visitTravellers = sqliteTable(
  'visit_travellers',
  {
    ...entryListColumns('visit_id'),
    personId: referenceColumn('person_id').references(() => people.id),
    termId: integer('term_id'),
    ordinal: integer('ordinal').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.entryId, t.personId] }),
    index('visit_travellers_person').on(t.personId, t.at, t.key),
    index('visit_travellers_term').on(t.termId, t.at, t.key),
    entryListForeignKey(visits, t),
    foreignKey({ columns: [t.termId, t.personId], foreignColumns: [terms.id, terms.personId] }),
  ],
);

/** Derived: the countries of the offices that the travellers held, once each. */
export const visitOrigins = sqliteTable(
  'visit_origins',
  { ...entryListColumns('visit_id'), countryId: referenceColumn('country_id').references(() => countries.id) },
  (t) => [
    primaryKey({ columns: [t.entryId, t.countryId] }),
    index('visit_origins_country').on(t.countryId, t.at, t.key),
    entryListForeignKey(visits, t),
  ],
);

export const visitMet = entryPartyTable('visit_met', 'visit_id', visits);

export const visitPurposesTable = sqliteTable(
  'visit_purposes',
  {
    ...entryListColumns('visit_id'),
    purpose: text('purpose', { enum: visitPurposes }).notNull(),
    ordinal: integer('ordinal').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.entryId, t.purpose] }),
    index('visit_purposes_purpose').on(t.purpose, t.at, t.key),
    entryListForeignKey(visits, t),
    checkEnum('visit_purposes_purpose', t.purpose, visitPurposes),
  ],
);

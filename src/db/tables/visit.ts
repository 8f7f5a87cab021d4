import { sql } from 'drizzle-orm';
import {
  type AnySQLiteColumn,
  foreignKey,
  index,
  integer,
  primaryKey,
  sqliteTable,
  text,
  uniqueIndex,
} from 'drizzle-orm/sqlite-core';
import { visitPurposes, visitStatuses, visitTypes } from '../../model/vocabulary.ts';
import { checkEnum, checkFuzzyDate, fuzzyDateColumns, idColumn, referenceColumn } from '../columns.ts';
import { countries } from './country.ts';
import { entryColumns, entryForeignKey, entryListColumns } from './entry.ts';
import { terms } from './office.ts';
import { parties } from './party.ts';
import { people } from './person.ts';

export const trips = sqliteTable('trips', { id: idColumn(), key: text('key').notNull() }, (t) => [
  uniqueIndex('trips_key').on(t.key),
]);

export const visits = sqliteTable(
  'visits',
  {
    ...entryColumns('VISIT'),
    hostId: referenceColumn('host_id'),
    /** Repeated, to sort by it. */
    hostCode: text('host_code').notNull(),
    place: text('place'),
    ...fuzzyDateColumns('start'),
    ...fuzzyDateColumns('end'),
    type: text('type', { enum: visitTypes }).notNull(),
    status: text('status', { enum: visitStatuses }).notNull(),
    remarks: text('remarks'),
    tripId: integer('trip_id').references(() => trips.id),
    leg: integer('leg'),
  },
  (t) => [
    entryForeignKey([t.id, t.entryKind, t.at, t.key]),
    foreignKey({ columns: [t.hostId, t.hostCode], foreignColumns: [countries.id, countries.code] }).onUpdate('cascade'),
    uniqueIndex('visits_identity').on(t.id, t.at, t.key),
    index('visits_at').on(t.at, t.key),
    index('visits_host').on(t.hostId, t.at, t.key),
    index('visits_host_code').on(t.hostCode, t.at, t.key),
    index('visits_type').on(t.type, t.at, t.key),
    index('visits_status').on(t.status, t.at, t.key),
    // Counts by year and host are read from it alone.
    index('visits_year').on(
      sql`CAST(substr(${t.at}, 1, 4) AS INTEGER)`,
      t.hostId,
      t.startEarliest,
      t.startLatest,
      t.at,
    ),
    index('visits_trip').on(t.tripId, t.leg, t.key),
    index('visits_trip_day').on(t.tripId, t.at, t.key),
    checkEnum('visits_entry_kind', t.entryKind, ['VISIT']),
    checkEnum('visits_type', t.type, visitTypes),
    checkEnum('visits_status', t.status, visitStatuses),
    checkFuzzyDate('visits_start', t.startEdtf),
    checkFuzzyDate('visits_end', t.endEdtf),
  ],
);

const visitForeignKey = (entryId: AnySQLiteColumn, at: AnySQLiteColumn, key: AnySQLiteColumn) =>
  foreignKey({ columns: [entryId, at, key], foreignColumns: [visits.id, visits.at, visits.key] }).onUpdate('cascade');

/** Who went, with the term that they held. */
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
    visitForeignKey(t.entryId, t.at, t.key),
    foreignKey({ columns: [t.termId, t.personId], foreignColumns: [terms.id, terms.personId] }),
  ],
);

/** Derived: the countries whose office a traveller held, once each. */
export const visitOrigins = sqliteTable(
  'visit_origins',
  { ...entryListColumns('visit_id'), countryId: referenceColumn('country_id').references(() => countries.id) },
  (t) => [
    primaryKey({ columns: [t.entryId, t.countryId] }),
    index('visit_origins_country').on(t.countryId, t.at, t.key),
    visitForeignKey(t.entryId, t.at, t.key),
  ],
);

export const visitMet = sqliteTable(
  'visit_met',
  {
    ...entryListColumns('visit_id'),
    partyId: referenceColumn('party_id').references(() => parties.id),
    ordinal: integer('ordinal').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.entryId, t.partyId] }),
    index('visit_met_party').on(t.partyId, t.at, t.key),
    visitForeignKey(t.entryId, t.at, t.key),
  ],
);

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
    visitForeignKey(t.entryId, t.at, t.key),
    checkEnum('visit_purposes_purpose', t.purpose, visitPurposes),
  ],
);

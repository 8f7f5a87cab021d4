import { sql } from 'drizzle-orm';
import { foreignKey, index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';
import { trip } from '../../model/nouns/trip.ts';
import { travellerFields, visit } from '../../model/nouns/visit.ts';
import { visitPurposes } from '../../model/vocabulary.ts';
import { checkEnum, keyColumns, referenceColumn } from '../columns.ts';
import { countries } from './country.ts';
import { entryColumns, entryConstraints, entryListColumns, entryListConstraints, entryPartyTable } from './entry.ts';
import { fieldColumns, keyedConstraints } from './noun-columns.ts';
import { terms } from './office.ts';
import { parties } from './party.ts';

export const trips = sqliteTable('trips', keyColumns(), (t) => keyedConstraints('trips', trip.fields, t));

export const visits = sqliteTable(
  'visits',
  {
    ...entryColumns('VISIT'),
    ...fieldColumns(visit.fields, { host: 'COMPOSITE', trip: () => trips.id }),
    delegationVerbatim: text('delegation_verbatim'),
    delegationMembers: integer('delegation_members'),
    /** Repeated for sorting. */
    hostCode: text('host_code').notNull(),
  },
  (t) => [
    ...entryConstraints('visits', visit.fields, t),
    foreignKey({ columns: [t.hostId, t.hostCode], foreignColumns: [countries.id, countries.code] }).onUpdate('cascade'),
    index('visits_host_code').on(t.hostCode, t.at, t.key),
    // Covering index for counts by year and host.
    index('visits_year').on(
      sql`CAST(substr(${t.at}, 1, 4) AS INTEGER)`,
      t.hostId,
      t.startEarliest,
      t.startLatest,
      t.startQualifier,
      t.at,
    ),
    index('visits_trip').on(t.tripId, t.leg, t.key),
    index('visits_trip_day').on(t.tripId, t.at, t.key),
  ],
);

/** Travellers, with the term that they held and the country for which they travelled, if it is recorded. */
export const visitTravellers = sqliteTable(
  'visit_travellers',
  {
    ...entryListColumns('visit_id'),
    ...fieldColumns(travellerFields, { party: () => parties.id, term: 'COMPOSITE', country: () => countries.id }),
    ordinal: integer('ordinal').notNull(),
  },
  (t) => [
    ...entryListConstraints('visit_travellers', visits, t, t.partyId),
    index('visit_travellers_term').on(t.termId, t.at, t.key),
    // Few travellers have one.
    index('visit_travellers_country').on(t.countryId).where(sql`${t.countryId} IS NOT NULL`),
    foreignKey({ columns: [t.termId, t.partyId], foreignColumns: [terms.id, terms.personId] }),
  ],
);

/** Derived: the countries for which the travellers travelled, once each. */
export const visitOrigins = sqliteTable(
  'visit_origins',
  { ...entryListColumns('visit_id'), countryId: referenceColumn('country_id').references(() => countries.id) },
  (t) => entryListConstraints('visit_origins', visits, t, t.countryId),
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
    ...entryListConstraints('visit_purposes', visits, t, t.purpose),
    checkEnum('visit_purposes_purpose', t.purpose, visitPurposes),
  ],
);

import { index, integer, primaryKey, sqliteTable, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { country } from '../../model/nouns/country.ts';
import { checkFuzzyDate, fuzzyDateColumns, referenceColumn } from '../columns.ts';
import { fieldColumns } from './noun-columns.ts';
import { partyColumns, partyConstraints } from './party.ts';
import { sources } from './source.ts';

export const countries = sqliteTable(
  'countries',
  { ...partyColumns('COUNTRY'), ...fieldColumns(country.fields, {}) },
  (t) => [
    ...partyConstraints('countries', country.fields, t),
    uniqueIndex('countries_code').on(t.code),
    uniqueIndex('countries_id_code').on(t.id, t.code),
    index('countries_status').on(t.status, t.code),
  ],
);

/** The periods of a country that existed several times, in order. */
export const countryPeriods = sqliteTable(
  'country_periods',
  {
    countryId: referenceColumn('country_id').references(() => countries.id),
    ordinal: integer('ordinal').notNull(),
    ...fuzzyDateColumns('start'),
    ...fuzzyDateColumns('end'),
  },
  (t) => [
    primaryKey({ columns: [t.countryId, t.ordinal] }),
    checkFuzzyDate('country_periods_start', t.startEdtf),
    checkFuzzyDate('country_periods_end', t.endEdtf),
  ],
);

/** Successor states with date and source, the continuing state first. */
export const successions = sqliteTable(
  'successions',
  {
    predecessorId: referenceColumn('predecessor_id').references(() => countries.id),
    successorId: referenceColumn('successor_id').references(() => countries.id),
    ordinal: integer('ordinal').notNull(),
    sourceId: referenceColumn('source_id').references(() => sources.id),
    ...fuzzyDateColumns('on'),
  },
  (t) => [
    primaryKey({ columns: [t.predecessorId, t.successorId] }),
    index('successions_successor').on(t.successorId, t.ordinal),
    checkFuzzyDate('successions_on', t.onEdtf),
  ],
);

import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { countryStatuses } from '../../model/vocabulary.ts';
import { checkEnum, checkFuzzyDate, fuzzyDateColumns, referenceColumn } from '../columns.ts';
import { partyForeignKey, partyKindColumn } from './party.ts';
import { sources } from './source.ts';

export const countries = sqliteTable(
  'countries',
  {
    id: integer('id').primaryKey(),
    partyKind: partyKindColumn('COUNTRY'),
    code: text('code').notNull(),
    alpha3: text('alpha3'),
    m49: text('m49'),
    status: text('status', { enum: countryStatuses }).notNull(),
    ...fuzzyDateColumns('from'),
    ...fuzzyDateColumns('until'),
  },
  (t) => [
    partyForeignKey([t.id, t.partyKind]),
    uniqueIndex('countries_code').on(t.code),
    uniqueIndex('countries_id_code').on(t.id, t.code),
    index('countries_alpha3').on(t.alpha3),
    index('countries_m49').on(t.m49),
    index('countries_status').on(t.status, t.code),
    checkEnum('countries_kind', t.partyKind, ['COUNTRY']),
    checkEnum('countries_status', t.status, countryStatuses),
    checkFuzzyDate('countries_from', t.fromEdtf),
    checkFuzzyDate('countries_until', t.untilEdtf),
  ],
);

/** Which state took another's place, when, and who says so; the continuing state first. */
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

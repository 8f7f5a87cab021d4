import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { countryStatuses } from '../../model/vocabulary.ts';
import { fuzzyCheck, fuzzyColumns, oneOf, reference } from '../columns.ts';
import { partyKey, partyKind } from './party.ts';
import { sources } from './source.ts';

export const countries = sqliteTable(
  'countries',
  {
    id: integer('id').primaryKey(),
    partyKind: partyKind('COUNTRY'),
    code: text('code').notNull(),
    alpha3: text('alpha3'),
    m49: text('m49'),
    status: text('status', { enum: countryStatuses }).notNull(),
    ...fuzzyColumns('from'),
    ...fuzzyColumns('until'),
  },
  (t) => [
    partyKey([t.id, t.partyKind]),
    uniqueIndex('countries_code').on(t.code),
    uniqueIndex('countries_id_code').on(t.id, t.code),
    index('countries_alpha3').on(t.alpha3),
    index('countries_m49').on(t.m49),
    index('countries_status').on(t.status, t.code),
    oneOf('countries_kind', t.partyKind, ['COUNTRY']),
    oneOf('countries_status', t.status, countryStatuses),
    fuzzyCheck('countries_from', t.fromEdtf),
    fuzzyCheck('countries_until', t.untilEdtf),
  ],
);

/** Which state took another's place, when, and who says so; the continuing state first. */
export const successions = sqliteTable(
  'successions',
  {
    predecessorId: reference('predecessor_id').references(() => countries.id),
    successorId: reference('successor_id').references(() => countries.id),
    ordinal: integer('ordinal').notNull(),
    sourceId: reference('source_id').references(() => sources.id),
    ...fuzzyColumns('on'),
  },
  (t) => [
    primaryKey({ columns: [t.predecessorId, t.successorId] }),
    index('successions_successor').on(t.successorId, t.ordinal),
    fuzzyCheck('successions_on', t.onEdtf),
  ],
);

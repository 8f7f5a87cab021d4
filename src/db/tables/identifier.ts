import { sql } from 'drizzle-orm';
import { check, index, integer, sqliteTable, uniqueIndex } from 'drizzle-orm/sqlite-core';
import { identifierFields } from '../../model/nouns/identifier.ts';
import { idColumn } from '../columns.ts';
import { fieldColumns, fieldConstraints } from './noun-columns.ts';
import { offices } from './office.ts';
import { parties } from './party.ts';

/** Identifiers of parties and offices in other registers, each of one record. Those of ISO 3166 and M49 are in `countries`. */
export const identifiers = sqliteTable(
  'identifiers',
  {
    id: idColumn(),
    partyId: integer('party_id').references(() => parties.id),
    officeId: integer('office_id').references(() => offices.id),
    ...fieldColumns(identifierFields, {}),
    ordinal: integer('ordinal').notNull(),
  },
  (t) => [
    uniqueIndex('identifiers_value').on(t.scheme, t.value),
    index('identifiers_party').on(t.partyId, t.ordinal).where(sql`${t.partyId} IS NOT NULL`),
    index('identifiers_office').on(t.officeId, t.ordinal).where(sql`${t.officeId} IS NOT NULL`),
    ...fieldConstraints('identifiers', identifierFields, t),
    check('identifiers_of_one', sql`(${t.partyId} IS NOT NULL) + (${t.officeId} IS NOT NULL) = 1`),
  ],
);

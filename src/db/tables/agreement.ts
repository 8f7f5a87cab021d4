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
import { agreementInstruments, agreementStatuses } from '../../model/vocabulary.ts';
import { fuzzyCheck, fuzzyColumns, isBoolean, oneOf, reference } from '../columns.ts';
import { entryColumns, entryKey, listed } from './entry.ts';
import { parties } from './party.ts';
import { visits } from './visit.ts';

export const agreements = sqliteTable(
  'agreements',
  {
    ...entryColumns('AGREEMENT'),
    title: text('title').notNull(),
    instrument: text('instrument', { enum: agreementInstruments }).notNull(),
    binding: integer('binding', { mode: 'boolean' }),
    status: text('status', { enum: agreementStatuses }).notNull(),
    ...fuzzyColumns('signedOn'),
    partOfId: integer('part_of_id').references((): AnySQLiteColumn => agreements.id),
    visitId: integer('visit_id').references(() => visits.id),
  },
  (t) => [
    entryKey([t.id, t.entryKind, t.at, t.key]),
    uniqueIndex('agreements_identity').on(t.id, t.at, t.key),
    index('agreements_at').on(t.at, t.key),
    index('agreements_part_of').on(t.partOfId, t.at, t.key),
    index('agreements_visit').on(t.visitId, t.at, t.key),
    index('agreements_instrument').on(t.instrument, t.at, t.key),
    index('agreements_status').on(t.status, t.at, t.key),
    oneOf('agreements_entry_kind', t.entryKind, ['AGREEMENT']),
    oneOf('agreements_instrument', t.instrument, agreementInstruments),
    oneOf('agreements_status', t.status, agreementStatuses),
    isBoolean('agreements_binding', t.binding),
    fuzzyCheck('agreements_signed_on', t.signedOnEdtf),
  ],
);

export const agreementSignatories = sqliteTable(
  'agreement_signatories',
  {
    ...listed('agreement_id'),
    partyId: reference('party_id').references(() => parties.id),
    ordinal: integer('ordinal').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.entryId, t.partyId] }),
    index('agreement_signatories_party').on(t.partyId, t.at, t.key),
    foreignKey({
      columns: [t.entryId, t.at, t.key],
      foreignColumns: [agreements.id, agreements.at, agreements.key],
    }).onUpdate('cascade'),
  ],
);

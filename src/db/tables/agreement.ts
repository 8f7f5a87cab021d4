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
import { checkBoolean, checkEnum, checkFuzzyDate, fuzzyDateColumns, referenceColumn } from '../columns.ts';
import { entryColumns, entryForeignKey, entryListColumns } from './entry.ts';
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
    ...fuzzyDateColumns('signedOn'),
    partOfId: integer('part_of_id').references((): AnySQLiteColumn => agreements.id),
    visitId: integer('visit_id').references(() => visits.id),
  },
  (t) => [
    entryForeignKey([t.id, t.entryKind, t.at, t.key]),
    uniqueIndex('agreements_identity').on(t.id, t.at, t.key),
    index('agreements_at').on(t.at, t.key),
    index('agreements_part_of').on(t.partOfId, t.at, t.key),
    index('agreements_visit').on(t.visitId, t.at, t.key),
    index('agreements_instrument').on(t.instrument, t.at, t.key),
    index('agreements_status').on(t.status, t.at, t.key),
    checkEnum('agreements_entry_kind', t.entryKind, ['AGREEMENT']),
    checkEnum('agreements_instrument', t.instrument, agreementInstruments),
    checkEnum('agreements_status', t.status, agreementStatuses),
    checkBoolean('agreements_binding', t.binding),
    checkFuzzyDate('agreements_signed_on', t.signedOnEdtf),
  ],
);

export const agreementSignatories = sqliteTable(
  'agreement_signatories',
  {
    ...entryListColumns('agreement_id'),
    partyId: referenceColumn('party_id').references(() => parties.id),
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

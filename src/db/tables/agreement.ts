import { type AnySQLiteColumn, sqliteTable } from 'drizzle-orm/sqlite-core';
import { agreement } from '../../model/nouns/agreement.ts';
import { entryColumns, entryConstraints, entryPartyTable } from './entry.ts';
import { fieldColumns } from './noun-columns.ts';
import { visits } from './visit.ts';

export const agreements = sqliteTable(
  'agreements',
  {
    ...entryColumns('AGREEMENT'),
    ...fieldColumns(agreement.fields, { partOf: (): AnySQLiteColumn => agreements.id, visit: () => visits.id }),
  },
  (t) => entryConstraints('agreements', agreement.fields, t),
);

export const agreementSignatories = entryPartyTable('agreement_signatories', 'agreement_id', agreements);

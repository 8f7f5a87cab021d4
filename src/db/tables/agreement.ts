import { type AnySQLiteColumn, sqliteTable } from 'drizzle-orm/sqlite-core';
import { agreement } from '../../model/nouns/agreement.ts';
import { entryColumns, entryPartyTable } from './entry.ts';
import { entryConstraints, nounColumns } from './noun-columns.ts';
import { visits } from './visit.ts';

export const agreements = sqliteTable(
  'agreements',
  {
    ...entryColumns('AGREEMENT'),
    ...nounColumns(agreement, { partOf: (): AnySQLiteColumn => agreements.id, visit: () => visits.id }),
  },
  (t) => entryConstraints('agreements', agreement, t),
);

export const agreementSignatories = entryPartyTable('agreement_signatories', 'agreement_id', agreements);

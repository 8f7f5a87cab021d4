import { integer, sqliteTable } from 'drizzle-orm/sqlite-core';
import { checkEnum, checkFuzzyDate, fuzzyDateColumns } from '../columns.ts';
import { partyForeignKey, partyKindColumn } from './party.ts';

export const people = sqliteTable(
  'people',
  {
    id: integer('id').primaryKey(),
    partyKind: partyKindColumn('PERSON'),
    ...fuzzyDateColumns('born'),
    ...fuzzyDateColumns('died'),
  },
  (t) => [
    partyForeignKey([t.id, t.partyKind]),
    checkEnum('people_kind', t.partyKind, ['PERSON']),
    checkFuzzyDate('people_born', t.bornEdtf),
    checkFuzzyDate('people_died', t.diedEdtf),
  ],
);

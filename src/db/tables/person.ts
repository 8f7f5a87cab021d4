import { integer, sqliteTable } from 'drizzle-orm/sqlite-core';
import { fuzzyCheck, fuzzyColumns, oneOf } from '../columns.ts';
import { partyKey, partyKind } from './party.ts';

export const people = sqliteTable(
  'people',
  { id: integer('id').primaryKey(), partyKind: partyKind('PERSON'), ...fuzzyColumns('born'), ...fuzzyColumns('died') },
  (t) => [
    partyKey([t.id, t.partyKind]),
    oneOf('people_kind', t.partyKind, ['PERSON']),
    fuzzyCheck('people_born', t.bornEdtf),
    fuzzyCheck('people_died', t.diedEdtf),
  ],
);

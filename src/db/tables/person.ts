import { integer, sqliteTable } from 'drizzle-orm/sqlite-core';
import { person } from '../../model/nouns/person.ts';
import { checkEnum } from '../columns.ts';
import { nounColumns, nounConstraints } from './noun-columns.ts';
import { partyForeignKey, partyKindColumn } from './party.ts';

export const people = sqliteTable(
  'people',
  { id: integer('id').primaryKey(), partyKind: partyKindColumn('PERSON'), ...nounColumns(person, {}) },
  (t) => [
    partyForeignKey([t.id, t.partyKind]),
    checkEnum('people_kind', t.partyKind, ['PERSON']),
    ...nounConstraints('people', person, t),
  ],
);

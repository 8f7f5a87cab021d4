import { sqliteTable } from 'drizzle-orm/sqlite-core';
import { person } from '../../model/nouns/person.ts';
import { fieldColumns } from './noun-columns.ts';
import { partyColumns, partyConstraints } from './party.ts';

export const people = sqliteTable('people', { ...partyColumns('PERSON'), ...fieldColumns(person.fields, {}) }, (t) =>
  partyConstraints('people', person.fields, t),
);

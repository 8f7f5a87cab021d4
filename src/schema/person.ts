import { sql } from 'drizzle-orm';
import { listCondition } from '../db/queries/filter.ts';
import { type PersonFilter, personConditions } from '../db/queries/person.ts';
import { terms, visitTravellers } from '../db/tables/index.ts';
import { nounStorage } from '../db/tables/noun-tables.ts';
import { inputTypes } from './filter-inputs.ts';
import { termsField } from './office.ts';
import { nounFields } from './output-fields.ts';
import { definePartyList } from './party.ts';
import { statementList } from './statement.ts';
import { today } from './today.ts';
import { Node, Party, Person, Versioned } from './type-refs.ts';
import { visitList } from './visit.ts';

Person.implement({
  description: 'A person who travels, speaks or holds an office.',
  interfaces: [Party, Versioned, Node],
  fields: (t) => ({
    ...nounFields(t, nounStorage.person),
    terms: termsField(
      t,
      'The terms in office, newest first. Of those that began on one day, offices held in person come before offices in which someone represents the holder, such as that of a Governor-General.',
      (row, { scope }) =>
        (term) => {
          const representative = scope.aliasTable(terms);
          return {
            where: sql`${term.personId} = ${row.id}`,
            tieBreaker: sql`EXISTS (SELECT 1 FROM ${representative.from} WHERE ${representative.row.officeId} = ${term.officeId} AND ${representative.row.capacity} = 'REPRESENTATIVE')`,
          };
        },
    ),
    visits: visitList.nestedField(t, 'The visits made as a traveller, newest first.', (row, person, { scope }) => [
      listCondition(scope, visitTravellers, row.id, (list) => sql`${list.partyId} = ${person.id}`, true),
    ]),
    statements: statementList.nestedField(t, 'Statements made by the person, newest first.', (row, person) => [
      { test: sql`${row.speakerId} = ${person.id}` },
    ]),
  }),
});

definePartyList<PersonFilter>('PERSON', {
  type: Person,
  pluralName: 'people',
  filter: inputTypes.Person,
  conditions: (row, filter, { scope }) => personConditions(scope, row.id, filter, today()),
}).defineQuery('people', 'People, by name.');

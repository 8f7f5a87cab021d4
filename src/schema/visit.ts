import { sql } from 'drizzle-orm';
import { type VisitFilter, visitConditions } from '../db/queries/visit.ts';
import type { AliasedColumns } from '../db/sql-builder.ts';
import { visitPurposesTable, visits, visitTravellers } from '../db/tables/index.ts';
import { nounStorage } from '../db/tables/noun-tables.ts';
import { travellerFields } from '../model/nouns/visit.ts';
import { visitPurposes } from '../model/vocabulary.ts';
import { agreementList } from './agreement.ts';
import { defineEntryList } from './entry.ts';
import { enumOf } from './enums.ts';
import { inputTypes } from './filter-inputs.ts';
import { keyFields } from './node.ts';
import { childrenField, declaredFields, nounFields } from './noun-fields.ts';
import { sqlField } from './plan/sql-field.ts';
import { statementList } from './statement.ts';
import { tradeLinksAfterVisitField } from './trade-links-after-visit.ts';
import { Entry, Node, Person, Traveller, Trip, Visit } from './type-refs.ts';

export const visitList = defineEntryList<AliasedColumns<typeof visits>, VisitFilter>({
  type: Visit,
  pluralName: 'visits',
  filter: inputTypes.Visit,
  orders: { START: 'The first day of the visit.', HOST: 'The code of the host country, then the first day.' },
  conditions: visitConditions,
  orderColumns: { HOST: (row) => [row.hostCode, row.at, row.key] },
});

visitList.defineQuery('visits', 'Visits, newest first.');

Traveller.implement({
  description: 'A traveller on a visit, with the office held at the time.',
  fields: (t) => declaredFields(t, travellerFields),
});

Trip.implement({
  description: 'A journey with one or more legs.',
  interfaces: [Node],
  fields: (t) => ({
    ...keyFields(t),
    travellers: t.field({
      type: [Person],
      description: 'The people who took part in at least one leg.',
      ...sqlField((row, _args, plan) => {
        const leg = plan.scope.aliasTable(visits);
        const listed = plan.scope.aliasTable(visitTravellers);
        return plan.selectMany((person) => ({
          where: sql`${person.id} IN (SELECT ${listed.row.personId} FROM ${leg.from} JOIN ${listed.from} ON ${listed.row.entryId} = ${leg.row.id} WHERE ${leg.row.tripId} = ${row.id})`,
          orderBy: sql`${person.sortName}, ${person.key}`,
        }));
      }),
    }),
    visits: t.field({
      type: [Visit],
      description: 'The legs of the trip, in order.',
      ...childrenField('tripId', 'leg', 'key'),
    }),
  }),
});

Visit.implement({
  description: 'A visit to a host country: one leg of a trip.',
  interfaces: [Entry, Node],
  fields: (t) => ({
    travellers: t.field({
      type: [Traveller],
      description: 'The travellers, each with the office held during the visit.',
      ...childrenField('entryId', 'ordinal'),
    }),
    ...nounFields(t, nounStorage.visit),
    purposes: t.field({
      type: [enumOf(visitPurposes)],
      description: 'The purposes of the visit, where a source states them.',
      ...sqlField((row, _args, { scope }) => {
        const { row: one, from } = scope.aliasTable(visitPurposesTable);
        return sql`json((SELECT json_group_array(purpose) FROM (SELECT ${one.purpose} AS purpose FROM ${from} WHERE ${one.entryId} = ${row.id} ORDER BY ${one.ordinal} LIMIT -1)))`;
      }),
    }),
    statements: statementList.nestedField(t, 'Statements made during the visit, newest first.', (row, visit) => [
      { test: sql`${row.visitId} = ${visit.id}` },
    ]),
    agreements: agreementList.pageField(t, 'Agreements made during the visit, newest first.', (row, visit) => [
      { test: sql`${row.visitId} = ${visit.id}` },
    ]),
    tradeLinksAfter: tradeLinksAfterVisitField(t),
  }),
});

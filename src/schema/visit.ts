import { sql } from 'drizzle-orm';
import { selectTravellerCountryId } from '../db/derived-tables.ts';
import { type VisitFilter, visitConditions } from '../db/queries/visit.ts';
import type { AliasedColumns } from '../db/sql-builder.ts';
import { visitPurposesTable, visits, visitTravellers } from '../db/tables/index.ts';
import { nounStorage } from '../db/tables/noun-tables.ts';
import { delegationFields, travellerFields } from '../model/nouns/visit.ts';
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
import { Country, Delegation, Entry, Node, Party, Person, Traveller, Trip, Visit } from './type-refs.ts';

type TravellerRow = AliasedColumns<typeof visitTravellers>;

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
  fields: (t) => ({
    ...declaredFields(t, travellerFields),
    person: t.field({
      type: Person,
      nullable: true,
      description: 'The person who travelled; null if the traveller is a state.',
      ...sqlField<TravellerRow>((row, _args, plan) =>
        plan.selectOne((person) => sql`${person.id} = ${row.partyId} AND ${person.kind} = 'PERSON'`),
      ),
    }),
    country: t.field({
      type: Country,
      nullable: true,
      description:
        'The country for which they travelled: the recorded one, else that of the office held, or the state itself; null if unknown.',
      ...sqlField<TravellerRow>((row, _args, plan) =>
        plan.selectOne((country) => sql`${country.id} = ${selectTravellerCountryId(row)}`),
      ),
    }),
  }),
});

Delegation.implement({
  description: 'Those who came with the travellers of a visit, as far as a source describes them.',
  fields: (t) => declaredFields(t, delegationFields),
});

Trip.implement({
  description: 'A journey with one or more legs.',
  interfaces: [Node],
  fields: (t) => ({
    ...keyFields(t),
    travellers: t.field({
      type: [Party],
      description: 'The people and states that took part in at least one leg.',
      ...sqlField((row, _args, plan) => {
        const leg = plan.scope.aliasTable(visits);
        const listed = plan.scope.aliasTable(visitTravellers);
        return plan.selectMany((party) => ({
          where: sql`${party.id} IN (SELECT ${listed.row.partyId} FROM ${leg.from} JOIN ${listed.from} ON ${listed.row.entryId} = ${leg.row.id} WHERE ${leg.row.tripId} = ${row.id})`,
          orderBy: sql`${party.sortName}, ${party.key}`,
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
    delegation: t.field({
      type: Delegation,
      nullable: true,
      description: 'Those who came with the travellers; null if no source describes them.',
      ...sqlField<AliasedColumns<typeof visits>>(
        ({ delegationVerbatim: verbatim, delegationSize: size }, _args, plan) => {
          const delegation = plan.selectEmbedded({ verbatim, size });
          return sql`CASE WHEN coalesce(${verbatim}, ${size}) IS NOT NULL THEN ${delegation} END`;
        },
      ),
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

import { sql } from 'drizzle-orm';
import { selectTravellerCountryId } from '../db/derived-tables.ts';
import { type VisitFilter, visitConditions } from '../db/queries/visit.ts';
import type { AliasedColumns } from '../db/sql-builder.ts';
import { visitPurposesTable, type visits, type visitTravellers } from '../db/tables/index.ts';
import { nounStorage } from '../db/tables/noun-tables.ts';
import { delegationFields, travellerFields, visit } from '../model/nouns/visit.ts';
import { visitPurposes } from '../model/vocabulary.ts';
import { agreementList } from './agreement.ts';
import { daySortFields, defineEntryList } from './entry.ts';
import { enumOf } from './enums.ts';
import { inputTypes } from './filter-inputs.ts';
import { childrenField, declaredFields, nounFields } from './output-fields.ts';
import { sqlField } from './plan/sql-field.ts';
import { statementList } from './statement.ts';
import { tradeLinksAfterVisitField } from './trade-links-after-visit.ts';
import { Country, Delegation, Entry, Node, Person, Traveller, Versioned, Visit } from './type-refs.ts';

type TravellerRow = AliasedColumns<typeof visitTravellers>;

export const visitList = defineEntryList<AliasedColumns<typeof visits>, VisitFilter>({
  type: Visit,
  pluralName: 'visits',
  filter: inputTypes.Visit,
  sortFields: daySortFields('START', 'The first day of the visit.', {
    HOST: { description: 'The code of the host country.', column: ({ hostCode }) => hostCode, thenBy: 'START' },
  }),
  conditions: visitConditions,
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

Visit.implement({
  description: 'A visit to a host country: one leg of a trip.',
  interfaces: [Entry, Versioned, Node],
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
        ({ delegationVerbatim: verbatim, delegationMembers: size }, _args, plan) => {
          const delegation = plan.selectEmbedded({ verbatim, size });
          return sql`CASE WHEN coalesce(${verbatim}, ${size}) IS NOT NULL THEN ${delegation} END`;
        },
      ),
    }),
    ...nounFields(t, nounStorage.visit),
    // Nullable like that of other nouns, so that one query can select it from entries of all kinds.
    ...declaredFields(t, { start: { ...visit.fields.start, isOptional: true } }),
    purposes: t.field({
      type: [enumOf(visitPurposes)],
      description: 'The purposes of the visit, where a source states them.',
      ...sqlField((row, _args, { scope }) => {
        const { row: one, from } = scope.aliasTable(visitPurposesTable);
        return sql`json((SELECT json_group_array(purpose) FROM (SELECT ${one.purpose} AS purpose FROM ${from} WHERE ${one.entryId} = ${row.id} ORDER BY ${one.ordinal} LIMIT -1)))`;
      }),
    }),
    statements: statementList.nestedField(t, 'Statements made during the visit, newest first.', (row, parent) => [
      { test: sql`${row.visitId} = ${parent.id}` },
    ]),
    agreements: agreementList.nestedField(t, 'Agreements made during the visit, newest first.', (row, parent) => [
      { test: sql`${row.visitId} = ${parent.id}` },
    ]),
    tradeLinksAfter: tradeLinksAfterVisitField(t),
  }),
});

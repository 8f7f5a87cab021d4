import { sql } from 'drizzle-orm';
import { type TripFilter, tripConditions } from '../db/queries/trip.ts';
import type { AliasedColumns } from '../db/sql-builder.ts';
import { type trips, visits, visitTravellers } from '../db/tables/index.ts';
import { inputTypes } from './filter-inputs.ts';
import { keyFields, keySortFields } from './node.ts';
import { childrenField } from './output-fields.ts';
import { defineList } from './pagination.ts';
import { sqlField } from './plan/sql-field.ts';
import { Node, Party, Trip, Versioned, Visit } from './type-refs.ts';

Trip.implement({
  description: 'A journey with one or more legs.',
  interfaces: [Versioned, Node],
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

defineList<AliasedColumns<typeof trips>, TripFilter>({
  type: Trip,
  pluralName: 'trips',
  filter: inputTypes.Trip,
  sortFields: keySortFields(),
  conditions: (row, filter, { scope }) => tripConditions(scope, row, filter),
}).defineQuery('trips', 'Trips, by key.');

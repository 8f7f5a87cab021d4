import { sql } from 'drizzle-orm';
import { type Condition, listCondition } from '../db/queries/filter.ts';
import { type VisitFilter, visitConditions } from '../db/queries/visit.ts';
import type { AliasedColumns, StatementContext } from '../db/sql-builder.ts';
import {
  type agreements,
  entries,
  type statements,
  trips,
  visitOrigins,
  visitPurposesTable,
  visits,
  visitTravellers,
} from '../db/tables/index.ts';
import { nounStorage } from '../db/tables/noun-tables.ts';
import { builder } from './builder.ts';
import {
  AgreementConnection,
  StatementConnection,
  TradeLinksAfterVisitConnection,
  VisitConnection,
} from './connection-types.ts';
import { buildListSpecByDay, type OrderBy } from './entry.ts';
import { VisitPurpose } from './enums.ts';
import { inputTypes } from './filter-inputs.ts';
import { globalIdField } from './node.ts';
import { nounFields, referenceField } from './noun-fields.ts';
import { nestedConnectionField, paginationArgs, rootConnectionField } from './pagination.ts';
import { type ListSpec, type PageArgs, requireSingleOrder } from './plan/compile-page.ts';
import { sqlFieldFor } from './plan/sql-field.ts';
import { buildStatementListSpec, type StatementArgs, statementArgs } from './statement.ts';
import { tradeLinksAfterVisitField } from './trade-links-after-visit.ts';
import { Entry, Node, Person, Term, Traveller, Trip, Visit } from './type-refs.ts';

export interface VisitArgs extends PageArgs {
  filter?: VisitFilter | null;
  orderBy?: OrderBy<'START' | 'HOST'>[] | null;
}
type VisitRow = AliasedColumns<typeof visits>;
type ArgsBuilder = Parameters<typeof paginationArgs>[0];

export const visitArgs = (t: ArgsBuilder) => ({
  filter: t({ type: inputTypes.Visit, description: 'Filters the visits.' }),
  orderBy: t({ type: [inputTypes.VisitOrder], description: 'The sort order. Defaults to newest first.' }),
  ...paginationArgs(t),
});

export function buildVisitListSpec(
  scope: StatementContext,
  row: VisitRow,
  { filter, orderBy }: VisitArgs,
  more: Condition[] = [],
): ListSpec {
  const order = requireSingleOrder(orderBy);
  const spec = buildListSpecByDay(row, [...more, ...visitConditions(scope, row, filter ?? {})], order?.direction);
  return order?.field === 'HOST' ? { ...spec, isOrderedByDay: false, order: [row.hostCode, row.at, row.key] } : spec;
}

/** The visits by holders of a country's offices. */
export const visitsMadeField = nestedConnectionField<AliasedColumns, VisitRow, VisitArgs>(
  (row, parent, args, { scope }) => {
    return buildVisitListSpec(scope, row, args, [
      listCondition(scope, visitOrigins, row.id, (list) => sql`${list.countryId} = ${parent.id}`, true),
    ]);
  },
);

const visitField = sqlFieldFor(visits, entries);
const tripField = sqlFieldFor(trips);

Traveller.implement({
  description: 'A traveller on a visit, with the office held at the time.',
  fields: (t) => ({
    person: t.field({
      type: Person,
      description: 'The person who travelled.',
      ...referenceField<AliasedColumns<typeof visitTravellers>>((row) => row.personId),
    }),
    term: t.field({
      type: Term,
      nullable: true,
      description: 'The term in office held during the visit; null if none is on record.',
      ...referenceField<AliasedColumns<typeof visitTravellers>>((row) => row.termId),
    }),
  }),
});

Trip.implement({
  description: 'A journey with one or more legs.',
  interfaces: [Node],
  fields: (t) => ({
    id: t.id({ description: 'The global ID: stable and opaque.', ...globalIdField }),
    key: t.string({ description: 'The stable key.', ...tripField((row) => row.key) }),
    travellers: t.field({
      type: [Person],
      description: 'The people who took part in at least one leg.',
      ...tripField((row, _args: object, plan) => {
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
      ...tripField((row, _args: object, plan) =>
        plan.selectMany((leg) => ({ where: sql`${leg.tripId} = ${row.id}`, orderBy: sql`${leg.leg}, ${leg.key}` })),
      ),
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
      ...visitField((row, _args: object, plan) =>
        plan.selectMany((one) => ({ where: sql`${one.entryId} = ${row.id}`, orderBy: sql`${one.ordinal}` })),
      ),
    }),
    ...nounFields(t, nounStorage.visit),
    purposes: t.field({
      type: [VisitPurpose],
      description: 'The purposes of the visit, where a source states them.',
      ...visitField((row, _args: object, { scope }) => {
        const { row: one, from } = scope.aliasTable(visitPurposesTable);
        return sql`json((SELECT json_group_array(purpose) FROM (SELECT ${one.purpose} AS purpose FROM ${from} WHERE ${one.entryId} = ${row.id} ORDER BY ${one.ordinal} LIMIT -1)))`;
      }),
    }),
    statements: t.field({
      type: StatementConnection,
      description: 'Statements made during the visit, newest first.',
      args: statementArgs(t.arg),
      ...nestedConnectionField<VisitRow, AliasedColumns<typeof statements>, StatementArgs>(
        (row, parent, args, { scope }) =>
          buildStatementListSpec(scope, row, args, [{ test: sql`${row.visitId} = ${parent.id}` }]),
      ),
    }),
    agreements: t.field({
      type: AgreementConnection,
      description: 'Agreements made during the visit, newest first.',
      args: paginationArgs(t.arg),
      ...nestedConnectionField<VisitRow, AliasedColumns<typeof agreements>>((row, parent) =>
        buildListSpecByDay(row, [{ test: sql`${row.visitId} = ${parent.id}` }]),
      ),
    }),
    tradeLinksAfter: t.field({
      type: TradeLinksAfterVisitConnection,
      description:
        "Trade links in which both a traveller's country and the host take part, and which certainly began within `withinDays` days of the start of the visit, the same day included. Links with an unknown start are excluded. Earliest first.",
      args: {
        withinDays: t.arg.int({ defaultValue: 365, description: 'The number of days after the start: 0 to 36525.' }),
        ...paginationArgs(t.arg),
      },
      ...tradeLinksAfterVisitField,
    }),
  }),
});

builder.queryField('visits', (t) =>
  t.field({
    type: VisitConnection,
    description: 'Visits, newest first.',
    args: visitArgs(t.arg),
    ...rootConnectionField<VisitRow, VisitArgs>((row, args, { scope }) => buildVisitListSpec(scope, row, args)),
  }),
);

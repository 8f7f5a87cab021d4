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
  filter: t({ type: inputTypes.Visit, description: 'Which visits; all if left out.' }),
  orderBy: t({ type: [inputTypes.VisitOrder], description: 'Newest first if left out.' }),
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

/** Visits by holders of a country's offices. */
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
  description: 'Someone on a visit, with the office held there.',
  fields: (t) => ({
    person: t.field({
      type: Person,
      description: 'Who it is.',
      ...referenceField<AliasedColumns<typeof visitTravellers>>((row) => row.personId),
    }),
    term: t.field({
      type: Term,
      nullable: true,
      description: 'The office held on the visit, and in which capacity; null where none is on record.',
      ...referenceField<AliasedColumns<typeof visitTravellers>>((row) => row.termId),
    }),
  }),
});

Trip.implement({
  description: 'One journey, of one leg or several.',
  interfaces: [Node],
  fields: (t) => ({
    id: t.id({ description: 'A global id: stable, and opaque.', ...globalIdField }),
    key: t.string({ description: 'Its stable key.', ...tripField((row) => row.key) }),
    travellers: t.field({
      type: [Person],
      description: 'Everyone who took part in a leg.',
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
      description: 'Its legs, in order.',
      ...tripField((row, _args: object, plan) =>
        plan.selectMany((leg) => ({ where: sql`${leg.tripId} = ${row.id}`, orderBy: sql`${leg.leg}, ${leg.key}` })),
      ),
    }),
  }),
});

Visit.implement({
  description: 'Someone went somewhere: one leg of a journey, to one host.',
  interfaces: [Entry, Node],
  fields: (t) => ({
    travellers: t.field({
      type: [Traveller],
      description: 'Who went, with the office that each held.',
      ...visitField((row, _args: object, plan) =>
        plan.selectMany((one) => ({ where: sql`${one.entryId} = ${row.id}`, orderBy: sql`${one.ordinal}` })),
      ),
    }),
    ...nounFields(t, nounStorage.visit),
    purposes: t.field({
      type: [VisitPurpose],
      description: 'What it was for, where a source says so of this visit.',
      ...visitField((row, _args: object, { scope }) => {
        const { row: one, from } = scope.aliasTable(visitPurposesTable);
        return sql`json((SELECT json_group_array(purpose) FROM (SELECT ${one.purpose} AS purpose FROM ${from} WHERE ${one.entryId} = ${row.id} ORDER BY ${one.ordinal} LIMIT -1)))`;
      }),
    }),
    statements: t.field({
      type: StatementConnection,
      description: 'What was said on it, newest first.',
      args: statementArgs(t.arg),
      ...nestedConnectionField<VisitRow, AliasedColumns<typeof statements>, StatementArgs>(
        (row, parent, args, { scope }) =>
          buildStatementListSpec(scope, row, args, [{ test: sql`${row.visitId} = ${parent.id}` }]),
      ),
    }),
    agreements: t.field({
      type: AgreementConnection,
      description: 'What was agreed on it, newest first.',
      args: paginationArgs(t.arg),
      ...nestedConnectionField<VisitRow, AliasedColumns<typeof agreements>>((row, parent) =>
        buildListSpecByDay(row, [{ test: sql`${row.visitId} = ${parent.id}` }]),
      ),
    }),
    tradeLinksAfter: t.field({
      type: TradeLinksAfterVisitConnection,
      description:
        "Ties in which both a traveller's country and the host take part, and which for certain began within so many days of its start; the same day counts, an unknown beginning does not. Earliest first.",
      args: {
        withinDays: t.arg.int({ defaultValue: 365, description: 'How many days after the start, 0 to 36525.' }),
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

import { sql } from 'drizzle-orm';
import { type Condition, inList } from '../db/queries/filter.ts';
import { type VisitFilter, visitConditions } from '../db/queries/visit.ts';
import type { Row, Scope } from '../db/sql-builder.ts';
import {
  type agreements,
  entries,
  type statements,
  trips,
  visitMet,
  visitOrigins,
  visitPurposesTable,
  visits,
  visitTravellers,
} from '../db/tables/index.ts';
import { builder } from './builder.ts';
import { Agreements, Statements, TradeLinksAfterVisit, Visits } from './connection-types.ts';
import { byDay, listedIn, type OrderBy } from './entry.ts';
import { VisitPurpose, VisitStatus, VisitType } from './enums.ts';
import { inputs } from './filter-inputs.ts';
import { fuzzyDateOf } from './fuzzy-date.ts';
import { globalId } from './node.ts';
import { nestedList, pageArgs, rootList } from './pagination.ts';
import { partyIn } from './party.ts';
import { oneOrder, type PageArgs, type PageSpec } from './plan/compile-page.ts';
import { fieldsOf } from './plan/sql-field.ts';
import { listOfStatements, type StatementArgs, statementArgs } from './statement.ts';
import { afterVisit } from './trade-links-after-visit.ts';
import { Country, Entry, FuzzyDate, Node, Party, Person, Term, Traveller, Trip, Visit } from './type-refs.ts';

export interface VisitArgs extends PageArgs {
  filter?: VisitFilter | null;
  orderBy?: OrderBy<'START' | 'HOST'>[] | null;
}
type VisitRow = Row<typeof visits>;
type PagingArgs = Parameters<typeof pageArgs>[0];

export const visitArgs = (t: PagingArgs) => ({
  filter: t({ type: inputs.Visit, description: 'Which visits; all if left out.' }),
  orderBy: t({ type: [inputs.VisitOrder], description: 'Newest first if left out.' }),
  ...pageArgs(t),
});

export function listOfVisits(
  scope: Scope,
  row: VisitRow,
  { filter, orderBy }: VisitArgs,
  more: Condition[] = [],
): PageSpec {
  const order = oneOrder(orderBy);
  const spec = byDay(row, [...more, ...visitConditions(scope, row, filter ?? {})], order?.direction);
  return order?.field === 'HOST' ? { ...spec, byDay: false, order: [row.hostCode, row.at, row.key] } : spec;
}

/** Visits by holders of a country's offices. */
export const visitsMadeBy = nestedList<Row, VisitRow, VisitArgs>((row, parent, args, { scope }) => {
  return listOfVisits(scope, row, args, [
    inList(scope, visitOrigins, row.id, (list) => sql`${list.countryId} = ${parent.id}`, true),
  ]);
});

const visit = fieldsOf(visits, entries);
const trip = fieldsOf(trips);
const traveller = fieldsOf(visitTravellers);

Traveller.implement({
  description: 'Someone on a visit, with the office held there.',
  fields: (t) => ({
    person: t.field({
      type: Person,
      description: 'Who it is.',
      ...partyIn<Row<typeof visitTravellers>>((row) => row.personId),
    }),
    term: t.field({
      type: Term,
      nullable: true,
      description: 'The office held on the visit, and in which capacity; null where none is on record.',
      ...traveller((row, _args: object, plan) => plan.one((term) => sql`${term.id} = ${row.termId}`)),
    }),
  }),
});

Trip.implement({
  description: 'One journey, of one leg or several.',
  interfaces: [Node],
  fields: (t) => ({
    id: t.id({ description: 'A global id: stable, and opaque.', ...globalId }),
    key: t.string({ description: 'Its stable key.', ...trip((row) => row.key) }),
    travellers: t.field({
      type: [Person],
      description: 'Everyone who took part in a leg.',
      ...trip((row, _args: object, plan) => {
        const leg = plan.scope.table(visits);
        const listed = plan.scope.table(visitTravellers);
        return plan.many((person) => ({
          where: sql`${person.id} IN (SELECT ${listed.row.personId} FROM ${leg.from} JOIN ${listed.from} ON ${listed.row.entryId} = ${leg.row.id} WHERE ${leg.row.tripId} = ${row.id})`,
          orderBy: sql`${person.sortName}, ${person.key}`,
        }));
      }),
    }),
    visits: t.field({
      type: [Visit],
      description: 'Its legs, in order.',
      ...trip((row, _args: object, plan) =>
        plan.many((leg) => ({ where: sql`${leg.tripId} = ${row.id}`, orderBy: sql`${leg.leg}, ${leg.key}` })),
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
      ...visit((row, _args: object, plan) =>
        plan.many((one) => ({ where: sql`${one.entryId} = ${row.id}`, orderBy: sql`${one.ordinal}` })),
      ),
    }),
    host: t.field({
      type: Country,
      description: 'The country visited, as of the date.',
      ...partyIn<VisitRow>((row) => row.hostId),
    }),
    place: t.string({
      nullable: true,
      description: 'Where in it, as the source prints it; null where no source says.',
      ...visit((row) => row.place),
    }),
    met: t.field({
      type: [Party],
      description: 'Whom they met, where a source names them.',
      ...listedIn(visitMet, 'partyId'),
    }),
    start: t.field({ type: FuzzyDate, description: 'When it began.', ...fuzzyDateOf('start') }),
    end: t.field({
      type: FuzzyDate,
      nullable: true,
      description: 'When it ended; null where no source says.',
      ...fuzzyDateOf('end'),
    }),
    type: t.field({ type: VisitType, description: 'Its rank in protocol.', ...visit((row) => row.type) }),
    purposes: t.field({
      type: [VisitPurpose],
      description: 'What it was for, where a source says so of this visit.',
      ...visit((row, _args: object, { scope }) => {
        const { row: one, from } = scope.table(visitPurposesTable);
        return sql`json((SELECT json_group_array(purpose) FROM (SELECT ${one.purpose} AS purpose FROM ${from} WHERE ${one.entryId} = ${row.id} ORDER BY ${one.ordinal} LIMIT -1)))`;
      }),
    }),
    status: t.field({
      type: VisitStatus,
      description: 'How far it had come, by the latest source.',
      ...visit((row) => row.status),
    }),
    remarks: t.string({
      nullable: true,
      description: "The source's own words about it.",
      ...visit((row) => row.remarks),
    }),
    trip: t.field({
      type: Trip,
      nullable: true,
      description: 'The journey that it is a leg of.',
      ...visit((row, _args: object, plan) => plan.one((trip) => sql`${trip.id} = ${row.tripId}`)),
    }),
    leg: t.int({ nullable: true, description: 'Which leg of the trip, from 1.', ...visit((row) => row.leg) }),
    statements: t.field({
      type: Statements,
      description: 'What was said on it, newest first.',
      args: statementArgs(t.arg),
      ...nestedList<VisitRow, Row<typeof statements>, StatementArgs>((row, parent, args, { scope }) =>
        listOfStatements(scope, row, args, [{ test: sql`${row.visitId} = ${parent.id}` }]),
      ),
    }),
    agreements: t.field({
      type: Agreements,
      description: 'What was agreed on it, newest first.',
      args: pageArgs(t.arg),
      ...nestedList<VisitRow, Row<typeof agreements>>((row, parent) =>
        byDay(row, [{ test: sql`${row.visitId} = ${parent.id}` }]),
      ),
    }),
    tradeLinksAfter: t.field({
      type: TradeLinksAfterVisit,
      description:
        "Ties in which both a traveller's country and the host take part, and which for certain began within so many days of its start; the same day counts, an unknown beginning does not. Earliest first.",
      args: {
        withinDays: t.arg.int({ defaultValue: 365, description: 'How many days after the start, 0 to 36525.' }),
        ...pageArgs(t.arg),
      },
      ...afterVisit,
    }),
  }),
});

builder.queryField('visits', (t) =>
  t.field({
    type: Visits,
    description: 'Visits, newest first.',
    args: visitArgs(t.arg),
    ...rootList<VisitRow, VisitArgs>((row, args, { scope }) => listOfVisits(scope, row, args)),
  }),
);

import { sql } from 'drizzle-orm';
import { inList } from '../db/queries/filter.ts';
import { survivorOf } from '../db/queries/key-lookup.ts';
import { heldOn } from '../db/queries/office.ts';
import { type PersonFilter, personConditions } from '../db/queries/person.ts';
import type { Row } from '../db/sql-builder.ts';
import { type parties, type statements, type terms, type visits, visitTravellers } from '../db/tables/index.ts';
import { builder } from './builder.ts';
import { People, Statements, Visits } from './connection-types.ts';
import { today } from './country.ts';
import { inputs } from './filter-inputs.ts';
import { fuzzyDateOf } from './fuzzy-date.ts';
import { nestedList, pageArgs, rootList } from './pagination.ts';
import { byName } from './party.ts';
import type { PageArgs } from './plan/compile-page.ts';
import { planned, root } from './plan/sql-field.ts';
import { listOfStatements, type StatementArgs, statementArgs } from './statement.ts';
import { FuzzyDate, Node, Party, Person, Term } from './type-refs.ts';
import { listOfVisits, type VisitArgs, visitArgs } from './visit.ts';

Person.implement({
  description: 'Someone who travels, speaks or holds an office.',
  interfaces: [Party, Node],
  fields: (t) => ({
    born: t.field({
      type: FuzzyDate,
      nullable: true,
      description: 'When they were born; null where no source says.',
      ...fuzzyDateOf('born'),
    }),
    died: t.field({
      type: FuzzyDate,
      nullable: true,
      description: 'When they died; null while they live, or where no source says.',
      ...fuzzyDateOf('died'),
    }),
    terms: t.field({
      type: [Term],
      description: 'The offices held, newest first.',
      args: { on: t.arg({ type: 'Date', description: 'Only terms that lasted on this day, as far as is known.' }) },
      ...planned<Row, { on?: string | null }>((row, { on }, plan) =>
        plan.many((found) => {
          const term = found as Row<typeof terms>;
          return {
            where: sql`${term.personId} = ${row.id}${on ? sql` AND ${heldOn(term, on)}` : sql``}`,
            orderBy: sql`${term.fromEarliest} DESC, ${term.key}`,
          };
        }),
      ),
    }),
    visits: t.field({
      type: Visits,
      description: 'Visits as a traveller, newest first.',
      args: visitArgs(t.arg),
      ...nestedList<Row, Row<typeof visits>, VisitArgs>((row, parent, args, { scope }) => {
        return listOfVisits(scope, row, args, [
          inList(scope, visitTravellers, row.id, (list) => sql`${list.personId} = ${parent.id}`, true),
        ]);
      }),
    }),
    statements: t.field({
      type: Statements,
      description: 'Words that they put on record, newest first.',
      args: statementArgs(t.arg),
      ...nestedList<Row, Row<typeof statements>, StatementArgs>((row, parent, args, { scope }) =>
        listOfStatements(scope, row, args, [{ test: sql`${row.speakerId} = ${parent.id}` }]),
      ),
    }),
  }),
});

builder.queryFields((t) => ({
  person: t.field({
    type: Person,
    nullable: true,
    description: 'A person by key; null when there is none.',
    args: { key: t.arg.string({ required: true, description: 'The key of the person.' }) },
    ...root<{ key: string }>((_row, { key }, plan) =>
      plan.one(
        (row) => sql`${row.key} IN (${key}, ${survivorOf(plan.scope, key, ['person'])}) AND ${row.kind} = 'PERSON'`,
      ),
    ),
  }),
  people: t.field({
    type: People,
    description: 'People, by name.',
    args: { filter: t.arg({ type: inputs.Person, description: 'Which people; all if left out.' }), ...pageArgs(t.arg) },
    ...rootList<Row<typeof parties>, PageArgs & { filter?: PersonFilter | null }>((row, { filter }, { scope }) =>
      byName(row, 'PERSON', personConditions(scope, row.id, filter ?? {}, sql`${today()}`)),
    ),
  }),
}));

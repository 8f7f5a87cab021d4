import { sql } from 'drizzle-orm';
import { listCondition } from '../db/queries/filter.ts';
import { selectSurvivorKey } from '../db/queries/key-lookup.ts';
import { type PersonFilter, personConditions } from '../db/queries/person.ts';
import type { AliasedColumns } from '../db/sql-builder.ts';
import { type parties, type statements, terms, type visits, visitTravellers } from '../db/tables/index.ts';
import { nounStorage } from '../db/tables/noun-tables.ts';
import { builder } from './builder.ts';
import { PersonConnection, StatementConnection, VisitConnection } from './connection-types.ts';
import { today } from './country.ts';
import { inputTypes } from './filter-inputs.ts';
import { nounFields } from './noun-fields.ts';
import { nestedConnectionField, paginationArgs, rootConnectionField } from './pagination.ts';
import { buildListSpecByName } from './party.ts';
import type { PageArgs } from './plan/compile-page.ts';
import { rootField, sqlField } from './plan/sql-field.ts';
import { buildStatementListSpec, type StatementArgs, statementArgs } from './statement.ts';
import { type TermArgs, termArgs, termArgsCondition } from './term-args.ts';
import { Node, Party, Person, Term } from './type-refs.ts';
import { buildVisitListSpec, type VisitArgs, visitArgs } from './visit.ts';

Person.implement({
  description: 'A person who travels, speaks or holds an office.',
  interfaces: [Party, Node],
  fields: (t) => ({
    ...nounFields(t, nounStorage.person),
    terms: t.field({
      type: [Term],
      description:
        'The terms in office, newest first. Of those that began on one day, offices held in person come before offices in which someone represents the holder, such as that of a Governor-General.',
      args: termArgs(t.arg),
      ...sqlField<AliasedColumns, TermArgs>((row, args, plan) =>
        plan.selectMany((found) => {
          const term = found as AliasedColumns<typeof terms>;
          const representative = plan.scope.aliasTable(terms);
          const isRepresented = sql`EXISTS (SELECT 1 FROM ${representative.from} WHERE ${representative.row.officeId} = ${term.officeId} AND ${representative.row.capacity} = 'REPRESENTATIVE')`;
          return {
            where: sql`${term.personId} = ${row.id}${termArgsCondition(plan.scope, term, args)}`,
            orderBy: sql`${term.fromEarliest} DESC, ${isRepresented}, ${term.key}`,
          };
        }),
      ),
    }),
    visits: t.field({
      type: VisitConnection,
      description: 'The visits made as a traveller, newest first.',
      args: visitArgs(t.arg),
      ...nestedConnectionField<AliasedColumns, AliasedColumns<typeof visits>, VisitArgs>(
        (row, parent, args, { scope }) => {
          return buildVisitListSpec(scope, row, args, [
            listCondition(scope, visitTravellers, row.id, (list) => sql`${list.personId} = ${parent.id}`, true),
          ]);
        },
      ),
    }),
    statements: t.field({
      type: StatementConnection,
      description: 'Statements made by the person, newest first.',
      args: statementArgs(t.arg),
      ...nestedConnectionField<AliasedColumns, AliasedColumns<typeof statements>, StatementArgs>(
        (row, parent, args, { scope }) =>
          buildStatementListSpec(scope, row, args, [{ test: sql`${row.speakerId} = ${parent.id}` }]),
      ),
    }),
  }),
});

builder.queryFields((t) => ({
  person: t.field({
    type: Person,
    nullable: true,
    description: 'Returns the person with this key; null if there is none.',
    args: { key: t.arg.string({ required: true, description: 'The key of the person.' }) },
    ...rootField<{ key: string }>((_row, { key }, plan) =>
      plan.selectOne(
        (row) =>
          sql`${row.key} IN (${key}, ${selectSurvivorKey(plan.scope, key, ['person'])}) AND ${row.kind} = 'PERSON'`,
      ),
    ),
  }),
  people: t.field({
    type: PersonConnection,
    description: 'People, by name.',
    args: {
      filter: t.arg({ type: inputTypes.Person, description: 'Filters the people.' }),
      ...paginationArgs(t.arg),
    },
    ...rootConnectionField<AliasedColumns<typeof parties>, PageArgs & { filter?: PersonFilter | null }>(
      (row, { filter }, { scope }) =>
        buildListSpecByName(row, 'PERSON', personConditions(scope, row.id, filter ?? {}, sql`${today()}`)),
    ),
  }),
}));

import { sql } from 'drizzle-orm';
import { type Condition, inList } from '../db/queries/filter.ts';
import { type StatementFilter, statementConditions } from '../db/queries/statement.ts';
import type { Row, Scope } from '../db/sql-builder.ts';
import { entries, renderings, statementParties, statements } from '../db/tables/index.ts';
import { builder } from './builder.ts';
import { citationsOf } from './claim.ts';
import { Statements } from './connection-types.ts';
import { byDay, listedIn, type OrderBy } from './entry.ts';
import { RenderingMethod, StatementMode } from './enums.ts';
import { inputs } from './filter-inputs.ts';
import { fuzzyDateOf } from './fuzzy-date.ts';
import { nestedList, pageArgs, rootList } from './pagination.ts';
import { partyIn } from './party.ts';
import { oneOrder, type PageArgs, type PageSpec } from './plan/compile-page.ts';
import { fieldsOf } from './plan/sql-field.ts';
import { Citation, Entry, FuzzyDate, Node, Party, Rendering, Statement, Term, Visit } from './type-refs.ts';

export interface StatementArgs extends PageArgs {
  filter?: StatementFilter | null;
  orderBy?: OrderBy<'SAID_ON' | 'SOURCE'>[] | null;
}
type StatementRow = Row<typeof statements>;

export const statementArgs = (t: Parameters<typeof pageArgs>[0]) => ({
  filter: t({ type: inputs.Statement, description: 'Which statements; all if left out.' }),
  orderBy: t({ type: [inputs.StatementOrder], description: 'Newest first if left out.' }),
  ...pageArgs(t),
});

export function listOfStatements(
  scope: Scope,
  row: StatementRow,
  { filter, orderBy }: StatementArgs,
  more: Condition[] = [],
): PageSpec {
  const order = oneOrder(orderBy);
  const spec = byDay(row, [...more, ...statementConditions(scope, row, filter ?? {})], order?.direction);
  return order?.field === 'SOURCE' ? { ...spec, byDay: false, order: [row.sourceOrder, row.key] } : spec;
}

export const statementsAbout = nestedList<Row, StatementRow, StatementArgs>((row, parent, args, { scope }) => {
  return listOfStatements(scope, row, args, [
    inList(
      scope,
      statementParties,
      row.id,
      (list) => sql`${list.role} = 'ABOUT' AND ${list.partyId} = ${parent.id}`,
      true,
    ),
  ]);
});

const statement = fieldsOf(statements, entries);
const rendering = fieldsOf(renderings);

const inRole = (role: 'ADDRESSEE' | 'ABOUT') => listedIn(statementParties, 'partyId', role);

Rendering.implement({
  description: 'The same words in another print or language.',
  fields: (t) => ({
    text: t.string({ description: 'The words.', ...rendering((row) => row.text) }),
    language: t.string({ description: 'Their language, a BCP 47 tag.', ...rendering((row) => row.language) }),
    method: t.field({ type: RenderingMethod, description: 'How they came about.', ...rendering((row) => row.method) }),
    citations: t.field({ type: [Citation], description: 'Who printed them.', ...citationsOf('renderingId') }),
  }),
});

Statement.implement({
  description: 'Words that someone put on record, or that a source says in its own voice.',
  interfaces: [Entry, Node],
  fields: (t) => ({
    speaker: t.field({
      type: Party,
      nullable: true,
      description: 'Who said it; null for the voice of the source itself.',
      ...partyIn<StatementRow>((row) => row.speakerId),
    }),
    speakerTerm: t.field({
      type: Term,
      nullable: true,
      description: 'The office that the speaker held then; null where none is on record.',
      ...statement((row, _args: object, plan) => plan.one((term) => sql`${term.id} = ${row.speakerTermId}`)),
    }),
    addressees: t.field({
      type: [Party],
      description: 'To whom it was said, where a source tells.',
      ...inRole('ADDRESSEE'),
    }),
    about: t.field({ type: [Party], description: 'Whom it is about.', ...inRole('ABOUT') }),
    mode: t.field({
      type: StatementMode,
      description: 'How the source gives the words.',
      ...statement((row) => row.mode),
    }),
    saidOn: t.field({ type: FuzzyDate, description: 'When it was said.', ...fuzzyDateOf('saidOn') }),
    text: t.string({ description: 'The words as printed.', ...statement((row) => row.text) }),
    language: t.string({
      description: 'The language of the words as printed, a BCP 47 tag.',
      ...statement((row) => row.language),
    }),
    spokenLanguage: t.string({
      nullable: true,
      description: 'The language in which it was said; null where no source says.',
      ...statement((row) => row.spokenLanguage),
    }),
    renderings: t.field({
      type: [Rendering],
      description: 'The same words as others print them.',
      ...statement((row, _args: object, plan) =>
        plan.many((one) => ({
          where: sql`${(one as Row<typeof renderings>).statementId} = ${row.id}`,
          orderBy: sql`${one.ordinal}`,
        })),
      ),
    }),
    visit: t.field({
      type: Visit,
      nullable: true,
      description: 'The visit on which it was said.',
      ...statement((row, _args: object, plan) => plan.one((one) => sql`${one.id} = ${row.visitId}`)),
    }),
  }),
});

builder.queryField('statements', (t) =>
  t.field({
    type: Statements,
    description: 'Statements, newest first.',
    args: statementArgs(t.arg),
    ...rootList<StatementRow, StatementArgs>((row, args, { scope }) => listOfStatements(scope, row, args)),
  }),
);

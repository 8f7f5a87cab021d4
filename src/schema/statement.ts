import { sql } from 'drizzle-orm';
import { type Condition, listCondition } from '../db/queries/filter.ts';
import { type StatementFilter, statementConditions } from '../db/queries/statement.ts';
import type { AliasedColumns, StatementContext } from '../db/sql-builder.ts';
import { entries, renderings, statementParties, statements } from '../db/tables/index.ts';
import { nounStorage } from '../db/tables/noun-tables.ts';
import { builder } from './builder.ts';
import { citationsField } from './claim.ts';
import { StatementConnection } from './connection-types.ts';
import { buildListSpecByDay, type OrderBy } from './entry.ts';
import { RenderingMethod } from './enums.ts';
import { inputTypes } from './filter-inputs.ts';
import { nounFields } from './noun-fields.ts';
import { nestedConnectionField, paginationArgs, rootConnectionField } from './pagination.ts';
import { type ListSpec, type PageArgs, requireSingleOrder } from './plan/compile-page.ts';
import { sqlFieldFor } from './plan/sql-field.ts';
import { Citation, Entry, Node, Rendering, Statement } from './type-refs.ts';

export interface StatementArgs extends PageArgs {
  filter?: StatementFilter | null;
  orderBy?: OrderBy<'SAID_ON' | 'SOURCE'>[] | null;
}
type StatementRow = AliasedColumns<typeof statements>;

export const statementArgs = (t: Parameters<typeof paginationArgs>[0]) => ({
  filter: t({ type: inputTypes.Statement, description: 'Filters the statements.' }),
  orderBy: t({ type: [inputTypes.StatementOrder], description: 'The sort order. Defaults to newest first.' }),
  ...paginationArgs(t),
});

export function buildStatementListSpec(
  scope: StatementContext,
  row: StatementRow,
  { filter, orderBy }: StatementArgs,
  more: Condition[] = [],
): ListSpec {
  const order = requireSingleOrder(orderBy);
  const spec = buildListSpecByDay(row, [...more, ...statementConditions(scope, row, filter ?? {})], order?.direction);
  return order?.field === 'SOURCE' ? { ...spec, isOrderedByDay: false, order: [row.sourceOrder, row.key] } : spec;
}

export const statementsAboutField = nestedConnectionField<AliasedColumns, StatementRow, StatementArgs>(
  (row, parent, args, { scope }) => {
    return buildStatementListSpec(scope, row, args, [
      listCondition(
        scope,
        statementParties,
        row.id,
        (list) => sql`${list.role} = 'ABOUT' AND ${list.partyId} = ${parent.id}`,
        true,
      ),
    ]);
  },
);

const statementField = sqlFieldFor(statements, entries);
const renderingField = sqlFieldFor(renderings);

Rendering.implement({
  description: 'The same words in another publication or language.',
  fields: (t) => ({
    text: t.string({ description: 'The words.', ...renderingField((row) => row.text) }),
    language: t.string({ description: 'The language, as a BCP 47 tag.', ...renderingField((row) => row.language) }),
    method: t.field({
      type: RenderingMethod,
      description: 'How the rendering was produced.',
      ...renderingField((row) => row.method),
    }),
    citations: t.field({
      type: [Citation],
      description: 'The evidence for the rendering.',
      ...citationsField('renderingId'),
    }),
  }),
});

Statement.implement({
  description: 'A statement made by a party, or by a source in its own voice.',
  interfaces: [Entry, Node],
  fields: (t) => ({
    ...nounFields(t, nounStorage.statement),
    renderings: t.field({
      type: [Rendering],
      description: 'The same words in other publications or languages.',
      ...statementField((row, _args: object, plan) =>
        plan.selectMany((one) => ({
          where: sql`${(one as AliasedColumns<typeof renderings>).statementId} = ${row.id}`,
          orderBy: sql`${one.ordinal}`,
        })),
      ),
    }),
  }),
});

builder.queryField('statements', (t) =>
  t.field({
    type: StatementConnection,
    description: 'Statements, newest first.',
    args: statementArgs(t.arg),
    ...rootConnectionField<StatementRow, StatementArgs>((row, args, { scope }) =>
      buildStatementListSpec(scope, row, args),
    ),
  }),
);

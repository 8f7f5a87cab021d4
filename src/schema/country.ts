import { sql } from 'drizzle-orm';
import { type CountryFilter, countryConditions, selectCountryId } from '../db/queries/country.ts';
import { termHeldOn } from '../db/queries/office.ts';
import type { PositionFilter } from '../db/queries/position.ts';
import type { AliasedColumns } from '../db/sql-builder.ts';
import { countries, memberships, offices, parties, successions, type terms, type visits } from '../db/tables/index.ts';
import { nounStorage } from '../db/tables/noun-tables.ts';
import { builder } from './builder.ts';
import {
  CountryConnection,
  PositionConnection,
  StatementConnection,
  TradeLinkConnection,
  VisitConnection,
} from './connection-types.ts';
import type { OrderBy } from './entry.ts';
import { TradeRole } from './enums.ts';
import { inputTypes } from './filter-inputs.ts';
import { nounFields } from './noun-fields.ts';
import { nestedConnectionField, paginationArgs, rootConnectionField } from './pagination.ts';
import { buildListSpecByName } from './party.ts';
import { type PageArgs, requireSingleOrder } from './plan/compile-page.ts';
import { rootField, sqlFieldFor } from './plan/sql-field.ts';
import { buildPositionListSpec } from './position.ts';
import { statementArgs, statementsAboutField } from './statement.ts';
import { buildPartyTradeLinkListSpec, type TradeLinkArgs, tradeLinkArgs } from './trade-link.ts';
import { Country, Group, Node, Party, Term } from './type-refs.ts';
import { buildVisitListSpec, type VisitArgs, visitArgs, visitsMadeField } from './visit.ts';

const countryField = sqlFieldFor(parties, countries);

/** The day on which a question about the present is asked. */
export const today = (): string => new Date().toISOString().slice(0, 10);

const successionField = (from: 'predecessorId' | 'successorId', to: 'predecessorId' | 'successorId') =>
  countryField<object>((row, _args, plan) => {
    const link = plan.scope.aliasTable(successions);
    return plan.selectMany((other) => ({
      through: link.from,
      where: sql`${link.row[from]} = ${row.id} AND ${other.id} = ${link.row[to]}`,
      orderBy: sql`${link.row.ordinal}, ${other.key}`,
    }));
  });

Country.implement({
  description: 'A state or territory, present or former, as of any date.',
  interfaces: [Party, Node],
  fields: (t) => ({
    ...nounFields(t, nounStorage.country),
    predecessors: t.field({
      type: [Country],
      description: 'The states whose place it took.',
      ...successionField('successorId', 'predecessorId'),
    }),
    successors: t.field({
      type: [Country],
      description: 'The states that took its place, the continuing one first.',
      ...successionField('predecessorId', 'successorId'),
    }),
    groups: t.field({
      type: [Group],
      description: 'The groups of which it is or was a member.',
      args: { on: t.arg({ type: 'Date', description: 'Only those of which it was a member on this day.' }) },
      ...countryField<{ on?: string | null }>((row, { on }, plan) => {
        const member = plan.scope.aliasTable(memberships);
        return plan.selectMany((group) => ({
          where: sql`${group.id} IN (SELECT ${member.row.groupId} FROM ${member.from} WHERE ${member.row.countryId} = ${row.id}${on ? sql` AND ${termHeldOn(member.row, on)}` : sql``})`,
          orderBy: sql`${group.sortName}, ${group.key}`,
        }));
      }),
    }),
    leaders: t.field({
      type: [Term],
      description: 'Terms as head of state or of government, in full, acting or as caretaker; newest first.',
      args: { on: t.arg({ type: 'Date', description: 'Only terms that lasted on this day, as far as is known.' }) },
      ...countryField<{ on?: string | null }>((row, { on }, plan) => {
        const office = plan.scope.aliasTable(offices);
        return plan.selectMany((found) => {
          const term = found as AliasedColumns<typeof terms>;
          return {
            through: office.from,
            where: sql`${office.row.countryId} = ${row.id} AND ${office.row.rank} IN ('HEAD_OF_STATE', 'HEAD_OF_GOVERNMENT') AND ${term.officeId} = ${office.row.id} AND ${term.capacity} IN ('INCUMBENT', 'ACTING', 'CARETAKER')${on ? sql` AND ${termHeldOn(term, on)}` : sql``}`,
            orderBy: sql`${term.fromEarliest} DESC, ${term.key}`,
          };
        });
      }),
    }),
    visitsHosted: t.field({
      type: VisitConnection,
      description: 'Visits to it, newest first.',
      args: visitArgs(t.arg),
      ...nestedConnectionField<AliasedColumns, AliasedColumns<typeof visits>, VisitArgs>(
        (row, parent, args, { scope }) =>
          buildVisitListSpec(scope, row, args, [{ test: sql`${row.hostId} = ${parent.id}` }]),
      ),
    }),
    visitsMade: t.field({
      type: VisitConnection,
      description: 'Visits by holders of its offices, newest first.',
      args: visitArgs(t.arg),
      ...visitsMadeField,
    }),
    statementsAbout: t.field({
      type: StatementConnection,
      description: 'Statements about it, newest first.',
      args: statementArgs(t.arg),
      ...statementsAboutField,
    }),
    tradeLinks: t.field({
      type: TradeLinkConnection,
      description: 'Ties in which it has a part, newest first.',
      args: { role: t.arg({ type: TradeRole, description: 'Only where it has this part.' }), ...tradeLinkArgs(t.arg) },
      ...nestedConnectionField<AliasedColumns, AliasedColumns, TradeLinkArgs & { role?: string | null }>(
        (row, parent, args, { scope }) => buildPartyTradeLinkListSpec(scope, row, parent, args),
      ),
    }),
    positions: t.field({
      type: PositionConnection,
      description: 'Positions that it holds, newest first.',
      args: {
        filter: t.arg({ type: inputTypes.Position, description: 'Which positions; all if left out.' }),
        ...paginationArgs(t.arg),
      },
      ...nestedConnectionField<AliasedColumns, AliasedColumns, PageArgs & { filter?: PositionFilter | null }>(
        (row, parent, args, { scope }) =>
          buildPositionListSpec(scope, row, args, [{ test: sql`${row.holderId} = ${parent.id}` }]),
      ),
    }),
  }),
});

interface CountriesArgs extends PageArgs {
  filter?: CountryFilter | null;
  orderBy?: OrderBy<'CODE' | 'NAME'>[] | null;
}

builder.queryFields((t) => ({
  country: t.field({
    type: Country,
    nullable: true,
    description: 'A country by its code; null when there is none.',
    args: { code: t.arg.string({ required: true, description: 'Alpha-2, alpha-3, M49 or key, any case.' }) },
    ...rootField<{ code: string }>((_row, { code }, plan) =>
      plan.selectOne((row) => sql`${row.id} = ${selectCountryId(plan.scope, sql`${code}`)}`),
    ),
  }),
  countries: t.field({
    type: CountryConnection,
    description: 'Countries, present and former, by code.',
    args: {
      filter: t.arg({ type: inputTypes.Country, description: 'Which countries; all if left out.' }),
      orderBy: t.arg({ type: [inputTypes.CountryOrder], description: 'By code if left out.' }),
      ...paginationArgs(t.arg),
    },
    ...rootConnectionField<AliasedColumns<typeof parties>, CountriesArgs>((row, { filter, orderBy }, { scope }) => {
      const order = requireSingleOrder(orderBy);
      const spec = buildListSpecByName(
        row,
        'COUNTRY',
        countryConditions(scope, row.id, filter ?? {}, sql`${today()}`),
        order?.direction === 'DESC',
      );
      // A country's key is its code.
      return order?.field === 'NAME' ? spec : { ...spec, order: [row.key] };
    }),
  }),
}));

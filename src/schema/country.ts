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
import { type TermArgs, termArgs, termArgsCondition } from './term-args.ts';
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
  description: 'A present or former state or territory.',
  interfaces: [Party, Node],
  fields: (t) => ({
    ...nounFields(t, nounStorage.country),
    predecessors: t.field({
      type: [Country],
      description: 'The predecessor states.',
      ...successionField('successorId', 'predecessorId'),
    }),
    successors: t.field({
      type: [Country],
      description: 'The successor states, the continuing state first.',
      ...successionField('predecessorId', 'successorId'),
    }),
    groups: t.field({
      type: [Group],
      description: 'The present and former group memberships.',
      args: { on: t.arg({ type: 'Date', description: 'Returns only memberships in effect on this day.' }) },
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
      description: 'Terms as head of state or government (incumbent, acting or caretaker), newest first.',
      args: termArgs(t.arg),
      ...countryField<TermArgs>((row, args, plan) => {
        const office = plan.scope.aliasTable(offices);
        return plan.selectMany((found) => {
          const term = found as AliasedColumns<typeof terms>;
          return {
            through: office.from,
            where: sql`${office.row.countryId} = ${row.id} AND ${office.row.rank} IN ('HEAD_OF_STATE', 'HEAD_OF_GOVERNMENT') AND ${term.officeId} = ${office.row.id} AND ${term.capacity} IN ('INCUMBENT', 'ACTING', 'CARETAKER')${termArgsCondition(plan.scope, term, args)}`,
            orderBy: sql`${term.fromEarliest} DESC, ${term.key}`,
          };
        });
      }),
    }),
    visitsHosted: t.field({
      type: VisitConnection,
      description: 'Visits to the country, newest first.',
      args: visitArgs(t.arg),
      ...nestedConnectionField<AliasedColumns, AliasedColumns<typeof visits>, VisitArgs>(
        (row, parent, args, { scope }) =>
          buildVisitListSpec(scope, row, args, [{ test: sql`${row.hostId} = ${parent.id}` }]),
      ),
    }),
    visitsMade: t.field({
      type: VisitConnection,
      description: 'Visits by holders of offices of the country, newest first.',
      args: visitArgs(t.arg),
      ...visitsMadeField,
    }),
    statementsAbout: t.field({
      type: StatementConnection,
      description: 'Statements about the country, newest first.',
      args: statementArgs(t.arg),
      ...statementsAboutField,
    }),
    tradeLinks: t.field({
      type: TradeLinkConnection,
      description: 'Trade links that the country takes part in, newest first.',
      args: {
        role: t.arg({ type: TradeRole, description: 'Returns only trade links in which the country has this role.' }),
        ...tradeLinkArgs(t.arg),
      },
      ...nestedConnectionField<AliasedColumns, AliasedColumns, TradeLinkArgs & { role?: string | null }>(
        (row, parent, args, { scope }) => buildPartyTradeLinkListSpec(scope, row, parent, args),
      ),
    }),
    positions: t.field({
      type: PositionConnection,
      description: 'Positions that the country holds, newest first.',
      args: {
        filter: t.arg({ type: inputTypes.Position, description: 'Filters the positions.' }),
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
    description: 'Returns the country with this code; null if there is none.',
    args: {
      code: t.arg.string({
        required: true,
        description: 'The alpha-2, alpha-3 or M49 code, or the key; case-insensitive.',
      }),
    },
    ...rootField<{ code: string }>((_row, { code }, plan) =>
      plan.selectOne((row) => sql`${row.id} = ${selectCountryId(plan.scope, sql`${code}`)}`),
    ),
  }),
  countries: t.field({
    type: CountryConnection,
    description: 'Present and former countries, by code.',
    args: {
      filter: t.arg({ type: inputTypes.Country, description: 'Filters the countries.' }),
      orderBy: t.arg({
        type: [inputTypes.CountryOrder],
        description: 'The sort order. Defaults to ascending by code.',
      }),
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

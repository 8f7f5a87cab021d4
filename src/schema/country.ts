import { sql } from 'drizzle-orm';
import { type CountryFilter, countryConditions, countryId } from '../db/queries/country.ts';
import { heldOn } from '../db/queries/office.ts';
import type { PositionFilter } from '../db/queries/position.ts';
import type { Row } from '../db/sql-builder.ts';
import { countries, memberships, offices, parties, successions, type terms, type visits } from '../db/tables/index.ts';
import { builder } from './builder.ts';
import { Countries, Positions, Statements, TradeLinks, Visits } from './connection-types.ts';
import type { OrderBy } from './entry.ts';
import { CountryStatus, TradeRole } from './enums.ts';
import { inputs } from './filter-inputs.ts';
import { fuzzyDateOf } from './fuzzy-date.ts';
import { nestedList, pageArgs, rootList } from './pagination.ts';
import { byName } from './party.ts';
import { oneOrder, type PageArgs } from './plan/compile-page.ts';
import { fieldsOf, root } from './plan/sql-field.ts';
import { listOfPositions } from './position.ts';
import { statementArgs, statementsAbout } from './statement.ts';
import { type TradeLinkArgs, tradeLinkArgs, tradeLinksOfParty } from './trade-link.ts';
import { Country, FuzzyDate, Group, Node, Party, Term } from './type-refs.ts';
import { listOfVisits, type VisitArgs, visitArgs, visitsMadeBy } from './visit.ts';

const country = fieldsOf(parties, countries);

/** The day on which a question about the present is asked. */
export const today = (): string => new Date().toISOString().slice(0, 10);

const succession = (from: 'predecessorId' | 'successorId', to: 'predecessorId' | 'successorId') =>
  country<object>((row, _args, plan) => {
    const link = plan.scope.table(successions);
    return plan.many((other) => ({
      through: link.from,
      where: sql`${link.row[from]} = ${row.id} AND ${other.id} = ${link.row[to]}`,
      orderBy: sql`${link.row.ordinal}, ${other.key}`,
    }));
  });

Country.implement({
  description: 'A state or territory, present or former, as of any date.',
  interfaces: [Party, Node],
  fields: (t) => ({
    code: t.string({
      description:
        'ISO 3166: alpha-2 (KZ), four letters for a former one (SUHH); XK for Kosovo; x-… where ISO never had one.',
      ...country((row) => row.code),
    }),
    alpha3: t.string({ nullable: true, description: 'ISO 3166-1 alpha-3.', ...country((row) => row.alpha3) }),
    m49: t.string({ nullable: true, description: 'The three-digit code of UN M49.', ...country((row) => row.m49) }),
    status: t.field({ type: CountryStatus, description: 'What it is, at present.', ...country((row) => row.status) }),
    from: t.field({
      type: FuzzyDate,
      nullable: true,
      description: 'When it began; null where the record does not say.',
      ...fuzzyDateOf('from'),
    }),
    until: t.field({
      type: FuzzyDate,
      nullable: true,
      description: 'Its last day; null while it lasts.',
      ...fuzzyDateOf('until'),
    }),
    predecessors: t.field({
      type: [Country],
      description: 'The states whose place it took.',
      ...succession('successorId', 'predecessorId'),
    }),
    successors: t.field({
      type: [Country],
      description: 'The states that took its place, the continuing one first.',
      ...succession('predecessorId', 'successorId'),
    }),
    groups: t.field({
      type: [Group],
      description: 'The groups of which it is or was a member.',
      args: { on: t.arg({ type: 'Date', description: 'Only those of which it was a member on this day.' }) },
      ...country<{ on?: string | null }>((row, { on }, plan) => {
        const member = plan.scope.table(memberships);
        return plan.many((group) => ({
          where: sql`${group.id} IN (SELECT ${member.row.groupId} FROM ${member.from} WHERE ${member.row.countryId} = ${row.id}${on ? sql` AND ${heldOn(member.row, on)}` : sql``})`,
          orderBy: sql`${group.sortName}, ${group.key}`,
        }));
      }),
    }),
    leaders: t.field({
      type: [Term],
      description: 'Terms as head of state or of government, in full, acting or as caretaker; newest first.',
      args: { on: t.arg({ type: 'Date', description: 'Only terms that lasted on this day, as far as is known.' }) },
      ...country<{ on?: string | null }>((row, { on }, plan) => {
        const office = plan.scope.table(offices);
        return plan.many((found) => {
          const term = found as Row<typeof terms>;
          return {
            through: office.from,
            where: sql`${office.row.countryId} = ${row.id} AND ${office.row.rank} IN ('HEAD_OF_STATE', 'HEAD_OF_GOVERNMENT') AND ${term.officeId} = ${office.row.id} AND ${term.capacity} IN ('INCUMBENT', 'ACTING', 'CARETAKER')${on ? sql` AND ${heldOn(term, on)}` : sql``}`,
            orderBy: sql`${term.fromEarliest} DESC, ${term.key}`,
          };
        });
      }),
    }),
    visitsHosted: t.field({
      type: Visits,
      description: 'Visits to it, newest first.',
      args: visitArgs(t.arg),
      ...nestedList<Row, Row<typeof visits>, VisitArgs>((row, parent, args, { scope }) =>
        listOfVisits(scope, row, args, [{ test: sql`${row.hostId} = ${parent.id}` }]),
      ),
    }),
    visitsMade: t.field({
      type: Visits,
      description: 'Visits by holders of its offices, newest first.',
      args: visitArgs(t.arg),
      ...visitsMadeBy,
    }),
    statementsAbout: t.field({
      type: Statements,
      description: 'Statements about it, newest first.',
      args: statementArgs(t.arg),
      ...statementsAbout,
    }),
    tradeLinks: t.field({
      type: TradeLinks,
      description: 'Ties in which it has a part, newest first.',
      args: { role: t.arg({ type: TradeRole, description: 'Only where it has this part.' }), ...tradeLinkArgs(t.arg) },
      ...nestedList<Row, Row, TradeLinkArgs & { role?: string | null }>((row, parent, args, { scope }) =>
        tradeLinksOfParty(scope, row, parent, args),
      ),
    }),
    positions: t.field({
      type: Positions,
      description: 'Positions that it holds, newest first.',
      args: {
        filter: t.arg({ type: inputs.Position, description: 'Which positions; all if left out.' }),
        ...pageArgs(t.arg),
      },
      ...nestedList<Row, Row, PageArgs & { filter?: PositionFilter | null }>((row, parent, args, { scope }) =>
        listOfPositions(scope, row, args, [{ test: sql`${row.holderId} = ${parent.id}` }]),
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
    ...root<{ code: string }>((_row, { code }, plan) =>
      plan.one((row) => sql`${row.id} = ${countryId(plan.scope, sql`${code}`)}`),
    ),
  }),
  countries: t.field({
    type: Countries,
    description: 'Countries, present and former, by code.',
    args: {
      filter: t.arg({ type: inputs.Country, description: 'Which countries; all if left out.' }),
      orderBy: t.arg({ type: [inputs.CountryOrder], description: 'By code if left out.' }),
      ...pageArgs(t.arg),
    },
    ...rootList<Row<typeof parties>, CountriesArgs>((row, { filter, orderBy }, { scope }) => {
      const order = oneOrder(orderBy);
      const spec = byName(
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

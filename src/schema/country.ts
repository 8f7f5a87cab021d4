import { sql } from 'drizzle-orm';
import { type CountryFilter, countryConditions, selectCountryId } from '../db/queries/country.ts';
import { listCondition } from '../db/queries/filter.ts';
import { termHeldOn } from '../db/queries/office.ts';
import {
  appearances,
  memberships,
  offices,
  statementParties,
  successions,
  tradeLinkParties,
  visitOrigins,
} from '../db/tables/index.ts';
import { nounStorage } from '../db/tables/noun-tables.ts';
import { periodFields } from '../model/nouns/country.ts';
import { tradeRoles } from '../model/vocabulary.ts';
import { builder } from './builder.ts';
import { enumOf } from './enums.ts';
import { inputTypes } from './filter-inputs.ts';
import { termsField } from './office.ts';
import { childrenField, declaredFields, nounFields } from './output-fields.ts';
import { definePartyList, partySortFields } from './party.ts';
import { rootField, sqlField } from './plan/sql-field.ts';
import { positionList } from './position.ts';
import { statementList } from './statement.ts';
import { today } from './today.ts';
import { tradeLinkList } from './trade-link.ts';
import { Country, CountryPeriod, Group, Node, Party, Reporter, Versioned } from './type-refs.ts';
import { visitList } from './visit.ts';

const successionField = (from: 'predecessorId' | 'successorId', to: 'predecessorId' | 'successorId') =>
  sqlField((row, _args, plan) => {
    const link = plan.scope.aliasTable(successions);
    return plan.selectMany((other) => ({
      through: link.from,
      where: sql`${link.row[from]} = ${row.id} AND ${other.id} = ${link.row[to]}`,
      orderBy: sql`${link.row.ordinal}, ${other.key}`,
    }));
  });

CountryPeriod.implement({
  description: 'A period during which a country existed.',
  fields: (t) => declaredFields(t, periodFields),
});

Country.implement({
  description: 'A present or former state or territory.',
  interfaces: [Reporter, Party, Versioned, Node],
  fields: (t) => ({
    ...nounFields(t, nounStorage.country),
    periods: t.field({
      type: [CountryPeriod],
      description:
        'The periods of its existence, in order, if there were several: Estonia to 1940 and from 1991. Empty if `start` and `end` say everything.',
      ...childrenField('countryId', 'ordinal'),
    }),
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
      ...sqlField((row, { on }: { on?: string | null }, plan) => {
        const member = plan.scope.aliasTable(memberships);
        return plan.selectMany((group) => ({
          where: sql`${group.id} IN (SELECT ${member.row.groupId} FROM ${member.from} WHERE ${member.row.countryId} = ${row.id}${on ? sql` AND ${termHeldOn(member.row, on)}` : sql``})`,
          orderBy: sql`${group.sortName}, ${group.key}`,
        }));
      }),
    }),
    leaders: termsField(
      t,
      'Terms as head of state or government (incumbent, acting or caretaker), newest first.',
      (row, { scope }) => {
        const office = scope.aliasTable(offices);
        return (term) => ({
          through: office.from,
          where: sql`${office.row.countryId} = ${row.id} AND ${office.row.rank} IN ('HEAD_OF_STATE', 'HEAD_OF_GOVERNMENT') AND ${term.officeId} = ${office.row.id} AND ${term.capacity} IN ('INCUMBENT', 'ACTING', 'CARETAKER')`,
        });
      },
    ),
    visitsHosted: visitList.nestedField(t, 'Visits to the country, newest first.', (row, country) => [
      { test: sql`${row.hostId} = ${country.id}` },
    ]),
    visitsMade: visitList.nestedField(
      t,
      'Visits for the country, by holders of its offices and by its delegations, newest first.',
      (row, country, { scope }) => [
        listCondition(scope, visitOrigins, row.id, (list) => sql`${list.countryId} = ${country.id}`, true),
      ],
    ),
    statementsAbout: statementList.nestedField(
      t,
      'Statements about the country, newest first.',
      (row, country, { scope }) => [
        listCondition(
          scope,
          statementParties,
          row.id,
          (list) => sql`${list.role} = 'ABOUT' AND ${list.partyId} = ${country.id}`,
          true,
        ),
      ],
    ),
    tradeLinks: tradeLinkList.nestedField<{ role?: string | null }>(
      t,
      'Trade links that the country takes part in, newest first.',
      (row, country, { scope }, { role }) => [
        role == null
          ? listCondition(
              scope,
              appearances,
              row.id,
              (list) => sql`${list.partyId} = ${country.id} AND ${list.kind} = 'TRADE_LINK'`,
              true,
            )
          : listCondition(
              scope,
              tradeLinkParties,
              row.id,
              (list) => sql`${list.partyId} = ${country.id} AND ${list.role} = ${role}`,
              true,
            ),
      ],
      (arg) => ({
        role: arg({
          type: enumOf(tradeRoles),
          description: 'Returns only trade links in which the country has this role.',
        }),
        ...tradeLinkList.args(arg),
      }),
    ),
    positions: positionList.nestedField(t, 'Positions that the country holds, newest first.', (row, country) => [
      { test: sql`${row.holderId} = ${country.id}` },
    ]),
  }),
});

builder.queryField('country', (t) =>
  t.field({
    type: Country,
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
);

definePartyList<CountryFilter>('COUNTRY', {
  type: Country,
  pluralName: 'countries',
  filter: inputTypes.Country,
  conditions: (row, filter, { scope }) => countryConditions(scope, row.id, filter, today()),
  sortFields: partySortFields({ field: 'CODE', description: 'The code.' }, 'CODE'),
}).defineQuery('countries', 'Present and former countries, by code.');

import { type SQL, sql } from 'drizzle-orm';
import type { TradeRole } from '../../model/vocabulary.ts';
import { type AliasedColumns, type StatementContext, valueList } from '../sql-builder.ts';
import {
  commodities,
  countries,
  groups,
  memberships,
  tradeFlows,
  tradeLinkCommodities,
  tradeLinkParties,
} from '../tables/index.ts';
import { selectWithDescendants } from './commodity.ts';
import { type Condition, testCondition } from './filter.ts';
import { lastDayOfYear } from './trade-flow.ts';

/**
 * Matches the flows that measure a trade link: in its commodities or below them, from its suppliers to its buyers, as reported by
 * either side; partners are both. Countries count, and the members of organizations and regions in the flow's year; companies,
 * people, informal and statistical groups do not. If only suppliers, or only buyers, are countries, all partners count on
 * the other side. Transit and bypassing are not measured.
 */
export function linkFlowsCondition(
  scope: StatementContext,
  flow: AliasedColumns<typeof tradeFlows>,
  link: SQL,
): Condition {
  const [suppliers, buyers, sides, ways, good] = [0, 1, 2, 3, 4].map(() => sql.raw(scope.nextAlias())) as [
    SQL,
    SQL,
    SQL,
    SQL,
    SQL,
  ];
  const goods = selectWithDescendants(scope, selectLinkCommodities(scope, link));
  const { row, from } = scope.aliasTable(tradeFlows);
  const day = lastDayOfYear(row.year);
  const isMember = (start: SQL, end: SQL): SQL =>
    sql`(${start} IS NULL OR ${start} <= ${day}) AND (${end} IS NULL OR ${end} >= ${day})`;
  const side = (name: string): SQL => sql`${sides}.${sql.raw(name)}`;
  const alone = (role: TradeRole, participants: SQL, other: SQL): SQL =>
    sql`${participants}.role = ${role} AND NOT EXISTS (SELECT 1 FROM ${other})`;
  const columns = sql.raw('(party, role, country, first_day, last_day)');
  // Every pair is looked up in the identity index for every commodity; there are rarely many.
  return testCondition(sql`${flow.id} IN (WITH ${suppliers}${columns} AS MATERIALIZED (${selectLinkCountries(scope, link, ['SUPPLIER', 'PARTNER'])}),
    ${buyers}${columns} AS MATERIALIZED (${selectLinkCountries(scope, link, ['BUYER', 'PARTNER'])}),
    ${sides}(exporter, export_start, export_end, importer, import_start, import_end) AS (
      SELECT ${suppliers}.country, ${suppliers}.first_day, ${suppliers}.last_day, ${buyers}.country, ${buyers}.first_day, ${buyers}.last_day
        FROM ${suppliers} CROSS JOIN ${buyers} WHERE ${suppliers}.party <> ${buyers}.party
      UNION ALL SELECT country, first_day, last_day, anyone, NULL, NULL FROM ${suppliers} CROSS JOIN (${selectAllPartners(scope)}) WHERE ${alone('SUPPLIER', suppliers, buyers)}
      UNION ALL SELECT anyone, NULL, NULL, country, first_day, last_day FROM ${buyers} CROSS JOIN (${selectAllPartners(scope)}) WHERE ${alone('BUYER', buyers, suppliers)}),
    ${ways}(direction) AS (VALUES ('IMPORT'), ('EXPORT'))
    SELECT ${row.id} FROM ${sides} CROSS JOIN ${ways} CROSS JOIN (${goods}) ${good} CROSS JOIN ${from} INDEXED BY trade_flows_identity
      WHERE ${row.reporterId} = iif(${ways}.direction = 'EXPORT', ${side('exporter')}, ${side('importer')})
      AND ${row.partnerId} = iif(${ways}.direction = 'EXPORT', ${side('importer')}, ${side('exporter')}) AND ${row.commodityId} = ${good}.id AND ${row.direction} = ${ways}.direction
      AND ${isMember(side('export_start'), side('export_end'))} AND ${isMember(side('import_start'), side('import_end'))})`);
}

/** SELECT of the commodities of the link, and of those that have their codes in other editions. */
function selectLinkCommodities(scope: StatementContext, link: SQL): SQL {
  const listed = scope.aliasTable(tradeLinkCommodities);
  const named = scope.aliasTable(commodities);
  const same = scope.aliasTable(commodities);
  return sql`SELECT ${same.row.id} FROM ${listed.from} CROSS JOIN ${named.from} ON ${named.row.id} = ${listed.row.commodityId}
    CROSS JOIN ${same.from} ON ${same.row.id} = ${named.row.id} OR ${same.row.code} = ${named.row.code} WHERE ${listed.row.entryId} = ${link}`;
}

/** SELECT of all countries and groups that can be the other side of a flow. */
function selectAllPartners(scope: StatementContext): SQL {
  const country = scope.aliasTable(countries);
  const group = scope.aliasTable(groups);
  return sql`SELECT ${country.row.id} AS anyone FROM ${country.from} UNION ALL SELECT ${group.row.id} FROM ${group.from}`;
}

/** SELECT of the countries among the participants in some roles, and of the member countries of groups, with their periods. */
function selectLinkCountries(scope: StatementContext, link: SQL, roles: readonly TradeRole[]): SQL {
  const participants = scope.aliasTable(tradeLinkParties);
  const country = scope.aliasTable(countries);
  const joint = scope.aliasTable(tradeLinkParties);
  const group = scope.aliasTable(groups);
  const member = scope.aliasTable(memberships);
  const isPart = ({ row }: typeof participants): SQL =>
    sql`${row.entryId} = ${link} AND ${row.role} IN ${valueList(roles)}`;
  return sql`SELECT ${participants.row.partyId}, ${participants.row.role}, ${participants.row.partyId}, NULL, NULL FROM ${participants.from}
      JOIN ${country.from} ON ${country.row.id} = ${participants.row.partyId} WHERE ${isPart(participants)}
    UNION ALL SELECT ${joint.row.partyId}, ${joint.row.role}, ${member.row.countryId}, ${member.row.startEarliest}, ${member.row.endLatest} FROM ${joint.from}
      JOIN ${group.from} ON ${group.row.id} = ${joint.row.partyId} AND ${group.row.kind} IN ('GEO', 'ORG')
      JOIN ${member.from} ON ${member.row.groupId} = ${group.row.id} WHERE ${isPart(joint)}`;
}

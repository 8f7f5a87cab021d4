import { type SQL, sql } from 'drizzle-orm';
import { type AliasedColumns, allOf, type StatementContext, withinDeadline } from '../sql-builder.ts';
import { countries, groups, memberships, parties, visitOrigins, visits, visitTravellers } from '../tables/index.ts';
import { searchFirstWhere } from './search.ts';
import { type VisitFilter, visitConditions } from './visit.ts';

export type VisitDimension = 'YEAR' | 'HOST' | 'HOST_GROUP' | 'TRAVELLER' | 'TRAVELLER_COUNTRY' | 'TYPE' | 'STATUS';
export type CountOrder = 'COUNT_DESC' | 'COUNT_ASC' | 'DIMENSION';

interface VisitDimensionSql {
  /** The grouping expression: an id, a year or an enum value. */
  value: SQL;
  join?: SQL;
  /** The value is the id of a party, by whose key the values are sorted. */
  isParty: boolean;
}

/** SELECT of every country with its narrowest M49 region, the one with the fewest members. */
function selectNarrowestRegions(scope: StatementContext): SQL {
  const host = scope.aliasTable(countries);
  const member = scope.aliasTable(memberships);
  const group = scope.aliasTable(groups);
  const allMemberships = scope.aliasTable(memberships);
  return sql`SELECT ${host.row.id} AS host, (SELECT ${member.row.groupId} FROM ${member.from} JOIN ${group.from} ON ${group.row.id} = ${member.row.groupId} AND ${group.row.kind} = 'GEO'
    WHERE ${member.row.countryId} = ${host.row.id}
    ORDER BY (SELECT count(*) FROM ${allMemberships.from} WHERE ${allMemberships.row.groupId} = ${member.row.groupId}), ${member.row.groupId} LIMIT 1) AS region FROM ${host.from}`;
}

function resolveDimension(
  scope: StatementContext,
  visit: AliasedColumns<typeof visits>,
  by: VisitDimension,
): VisitDimensionSql {
  const through = <T extends typeof visitTravellers | typeof visitOrigins>(
    table: T,
    column: (row: AliasedColumns<T>) => SQL,
  ): VisitDimensionSql => {
    const { row, from } = scope.aliasTable(table);
    return { value: column(row), join: sql` LEFT JOIN ${from} ON ${row.entryId as SQL} = ${visit.id}`, isParty: true };
  };
  switch (by) {
    case 'YEAR':
      return { value: sql`CAST(substr(${visit.at}, 1, 4) AS INTEGER)`, isParty: false };
    case 'HOST':
    // Visits are counted by host first, because there are far fewer hosts than visits to find the region of.
    case 'HOST_GROUP':
      return { value: visit.hostId, isParty: true };
    case 'TRAVELLER':
      return through(visitTravellers, (row) => row.partyId);
    case 'TRAVELLER_COUNTRY':
      return through(visitOrigins, (row) => row.countryId);
    case 'TYPE':
      return { value: visit.type, isParty: false };
    case 'STATUS':
      return { value: visit.status, isParty: false };
  }
}

/** Counts visits by dimensions: a row of `value0`, `value1` …, `visits`, `earliest` and `latest` for each combination. */
export function selectVisitCounts(
  scope: StatementContext,
  by: readonly VisitDimension[],
  filter: VisitFilter,
  order: CountOrder,
  limit: number,
): SQL {
  const { row, from } = scope.aliasTable(visits);
  const dimensions = by.map((dimension) => resolveDimension(scope, row, dimension));
  const valueColumn = (index: number): SQL => sql.raw(`value${index}`);
  const values = dimensions.map(({ value }, index) => sql`${value} AS ${valueColumn(index)}`);
  const joins = sql.join(
    dimensions.map(({ join }) => join ?? sql``),
    sql``,
  );
  const grouped = sql.join(
    dimensions.map((_, index) => valueColumn(index)),
    sql`, `,
  );
  const keys = dimensions.map(({ isParty: party }, index) => {
    const owner = scope.aliasTable(parties);
    return party
      ? sql`(SELECT ${owner.row.key} FROM ${owner.from} WHERE ${owner.row.id} = ${valueColumn(index)})`
      : valueColumn(index);
  });
  const sorted = [
    ...(order === 'COUNT_DESC' ? [sql`visits DESC`] : order === 'COUNT_ASC' ? [sql`visits`] : []),
    ...keys,
  ];
  const counted = sql`SELECT ${sql.join(values, sql`, `)}, count(*) AS visits, min(${row.startEarliest}) AS earliest, max(${row.startLatest}) AS latest
    FROM ${from}${joins} WHERE ${allOf([searchFirstWhere(visitConditions(scope, row, filter), row.id), withinDeadline(row.id, 0.6)])} GROUP BY ${grouped}`;
  const last = sql`ORDER BY ${sql.join(sorted, sql`, `)} LIMIT ${limit}`;
  if (!by.includes('HOST_GROUP')) return sql`(${counted} ${last})`;
  const [regions, hosts] = [sql.raw(scope.nextAlias()), sql.raw(scope.nextAlias())];
  const ofRegions = by.map((dimension, index) =>
    dimension === 'HOST_GROUP'
      ? sql`(SELECT region FROM ${regions} WHERE host = ${hosts}.${valueColumn(index)}) AS ${valueColumn(index)}`
      : sql`${hosts}.${valueColumn(index)} AS ${valueColumn(index)}`,
  );
  return sql`(WITH ${regions} AS MATERIALIZED (${selectNarrowestRegions(scope)})
    SELECT ${grouped}, sum(visits) AS visits, min(earliest) AS earliest, max(latest) AS latest
    FROM (SELECT ${sql.join(ofRegions, sql`, `)}, visits, earliest, latest FROM (${counted}) ${hosts}) GROUP BY ${grouped} ${last})`;
}

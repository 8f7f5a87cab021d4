import { type SQL, sql } from 'drizzle-orm';
import { all, inTime, type Row, type Scope, upTo } from '../sql-builder.ts';
import { countries, groups, memberships, parties, visitOrigins, visits, visitTravellers } from '../tables/index.ts';
import { foundFirst } from './search.ts';
import { type VisitFilter, visitConditions } from './visit.ts';

export type VisitDimension = 'YEAR' | 'HOST' | 'HOST_GROUP' | 'TRAVELLER' | 'TRAVELLER_COUNTRY' | 'TYPE' | 'STATUS';
export type CountOrder = 'COUNT_DESC' | 'COUNT_ASC' | 'DIMENSION';

interface Dimension {
  /** What is grouped by: an id, a year or a word. */
  value: SQL;
  join?: SQL;
  /** Whose key sorts the values; none where the value sorts itself. */
  party: boolean;
}

/** Every country with its narrowest M49 region: the one with the fewest members. */
function narrowestRegions(scope: Scope): SQL {
  const host = scope.table(countries);
  const member = scope.table(memberships);
  const group = scope.table(groups);
  const all = scope.table(memberships);
  return sql`SELECT ${host.row.id} AS host, (SELECT ${member.row.groupId} FROM ${member.from} JOIN ${group.from} ON ${group.row.id} = ${member.row.groupId} AND ${group.row.kind} = 'GEO'
    WHERE ${member.row.countryId} = ${host.row.id}
    ORDER BY (SELECT count(*) FROM ${all.from} WHERE ${all.row.groupId} = ${member.row.groupId}), ${member.row.groupId} LIMIT 1) AS region FROM ${host.from}`;
}

function dimension(scope: Scope, visit: Row<typeof visits>, by: VisitDimension): Dimension {
  const through = <T extends typeof visitTravellers | typeof visitOrigins>(
    table: T,
    column: (row: Row<T>) => SQL,
  ): Dimension => {
    const { row, from } = scope.table(table);
    return { value: column(row), join: sql` LEFT JOIN ${from} ON ${row.entryId as SQL} = ${visit.id}`, party: true };
  };
  switch (by) {
    case 'YEAR':
      return { value: sql`CAST(substr(${visit.at}, 1, 4) AS INTEGER)`, party: false };
    case 'HOST':
    // Visits are counted by host first: there are far fewer hosts to find the regions of.
    case 'HOST_GROUP':
      return { value: visit.hostId, party: true };
    case 'TRAVELLER':
      return through(visitTravellers, (row) => row.personId);
    case 'TRAVELLER_COUNTRY':
      return through(visitOrigins, (row) => row.countryId);
    case 'TYPE':
      return { value: visit.type, party: false };
    case 'STATUS':
      return { value: visit.status, party: false };
  }
}

/** Visits counted by dimensions: a row of `value0`, `value1` …, `visits`, `earliest` and `latest` for each combination. */
export function countVisits(
  scope: Scope,
  by: readonly VisitDimension[],
  filter: VisitFilter,
  order: CountOrder,
  limit: number,
): SQL {
  const { row, from } = scope.table(visits);
  const dimensions = by.map((one) => dimension(scope, row, one));
  const named = (index: number): SQL => sql.raw(`value${index}`);
  const values = dimensions.map(({ value }, index) => sql`${value} AS ${named(index)}`);
  const joins = sql.join(
    dimensions.map(({ join }) => join ?? sql``),
    sql``,
  );
  const grouped = sql.join(
    dimensions.map((_, index) => named(index)),
    sql`, `,
  );
  const keys = dimensions.map(({ party }, index) => {
    const owner = scope.table(parties);
    return party
      ? sql`(SELECT ${owner.row.key} FROM ${owner.from} WHERE ${owner.row.id} = ${named(index)})`
      : named(index);
  });
  const sorted = [
    ...(order === 'COUNT_DESC' ? [sql`visits DESC`] : order === 'COUNT_ASC' ? [sql`visits`] : []),
    ...keys,
  ];
  const counted = sql`SELECT ${sql.join(values, sql`, `)}, count(*) AS visits, min(${row.startEarliest}) AS earliest, max(${row.startLatest}) AS latest
    FROM ${from}${joins} WHERE ${all([foundFirst(visitConditions(scope, row, filter), row.id), inTime(row.id, 0.6)])} GROUP BY ${grouped}`;
  const last = sql`ORDER BY ${sql.join(sorted, sql`, `)} LIMIT ${upTo(limit)}`;
  if (!by.includes('HOST_GROUP')) return sql`(${counted} ${last})`;
  const [regions, hosts] = [sql.raw(scope.alias()), sql.raw(scope.alias())];
  const ofRegions = by.map((one, index) =>
    one === 'HOST_GROUP'
      ? sql`(SELECT region FROM ${regions} WHERE host = ${hosts}.${named(index)}) AS ${named(index)}`
      : sql`${hosts}.${named(index)} AS ${named(index)}`,
  );
  return sql`(WITH ${regions} AS MATERIALIZED (${narrowestRegions(scope)})
    SELECT ${grouped}, sum(visits) AS visits, min(earliest) AS earliest, max(latest) AS latest
    FROM (SELECT ${sql.join(ofRegions, sql`, `)}, visits, earliest, latest FROM (${counted}) ${hosts}) GROUP BY ${grouped} ${last})`;
}

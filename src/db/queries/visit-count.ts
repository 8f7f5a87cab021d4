import { type SQL, sql } from 'drizzle-orm';
import type { Row, Scope } from '../row.ts';
import { groups, memberships, parties, visitOrigins, visits, visitTravellers } from '../tables/index.ts';
import { tests } from './filter.ts';
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

/** A host's narrowest M49 region: the one with the fewest members. */
function narrowestRegion(scope: Scope, host: SQL): SQL {
  const member = scope.table(memberships);
  const group = scope.table(groups);
  const all = scope.table(memberships);
  return sql`(SELECT ${member.row.groupId} FROM ${member.from} JOIN ${group.from} ON ${group.row.id} = ${member.row.groupId} AND ${group.row.kind} = 'GEO'
    WHERE ${member.row.countryId} = ${host}
    ORDER BY (SELECT count(*) FROM ${all.from} WHERE ${all.row.groupId} = ${member.row.groupId}), ${member.row.groupId} LIMIT 1)`;
}

function dimension(scope: Scope, visit: Row<typeof visits>, by: VisitDimension): Dimension {
  const through = <T extends typeof visitTravellers | typeof visitOrigins>(table: T, column: (row: Row<T>) => SQL): Dimension => {
    const { row, from } = scope.table(table);
    return { value: column(row), join: sql` LEFT JOIN ${from} ON ${row.entryId as SQL} = ${visit.id}`, party: true };
  };
  switch (by) {
    case 'YEAR':
      return { value: sql`CAST(substr(${visit.at}, 1, 4) AS INTEGER)`, party: false };
    case 'HOST':
      return { value: visit.hostId, party: true };
    case 'HOST_GROUP':
      return { value: narrowestRegion(scope, visit.hostId), party: true };
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
export function countVisits(scope: Scope, by: readonly VisitDimension[], filter: VisitFilter, order: CountOrder, limit: number): SQL {
  const { row, from } = scope.table(visits);
  const dimensions = by.map((one) => dimension(scope, row, one));
  const values = dimensions.map(({ value }, index) => sql`${value} AS ${sql.raw(`value${index}`)}`);
  const joins = sql.join(
    dimensions.map(({ join }) => join ?? sql``),
    sql``,
  );
  const grouped = sql.join(
    dimensions.map((_, index) => sql.raw(`value${index}`)),
    sql`, `,
  );
  const keys = dimensions.map(({ party }, index) => {
    const value = sql.raw(`value${index}`);
    const owner = scope.table(parties);
    return party ? sql`(SELECT ${owner.row.key} FROM ${owner.from} WHERE ${owner.row.id} = ${value})` : value;
  });
  const sorted = [...(order === 'COUNT_DESC' ? [sql`visits DESC`] : order === 'COUNT_ASC' ? [sql`visits`] : []), ...keys];
  const orderBy = sql.join(sorted, sql`, `);
  return sql`(SELECT ${sql.join(values, sql`, `)}, count(*) AS visits, min(${row.startEarliest}) AS earliest, max(${row.startLatest}) AS latest
    FROM ${from}${joins} WHERE ${tests(visitConditions(scope, row, filter))} GROUP BY ${grouped} ORDER BY ${orderBy} LIMIT ${limit})`;
}

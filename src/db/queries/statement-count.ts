import { type SQL, sql } from 'drizzle-orm';
import { type AliasedColumns, allOf, type StatementContext, withinDeadline } from '../sql-builder.ts';
import { countries, offices, organizations, parties, statementParties, statements, terms } from '../tables/index.ts';
import { searchFirstWhere } from './search.ts';
import { type StatementFilter, statementConditions } from './statement.ts';
import type { CountOrder } from './visit-count.ts';

export type StatementDimension = 'YEAR' | 'SPEAKER' | 'SPEAKER_COUNTRY' | 'ABOUT' | 'MODE';

interface StatementDimensionSql {
  /** The columns from which the value is computed, by the names under which they are grouped first. */
  raw: Record<string, SQL>;
  /** The final grouping expression over those names: an id, a year or an enum value. */
  value(name: (raw: string) => SQL): SQL;
  join?: SQL;
  /** The value is the id of a party, by whose key the values are sorted. */
  isParty: boolean;
}

/**
 * The country for which a party spoke: the country of the office held, the party itself, or the
 * country of the organization.
 */
function selectSpeakerCountry(scope: StatementContext, speaker: SQL, term: SQL): SQL {
  const speakerTerm = scope.aliasTable(terms);
  const office = scope.aliasTable(offices);
  const country = scope.aliasTable(countries);
  const organization = scope.aliasTable(organizations);
  return sql`coalesce(
    (SELECT ${office.row.countryId} FROM ${speakerTerm.from} JOIN ${office.from} ON ${office.row.id} = ${speakerTerm.row.officeId} WHERE ${speakerTerm.row.id} = ${term}),
    (SELECT ${country.row.id} FROM ${country.from} WHERE ${country.row.id} = ${speaker}),
    (SELECT ${organization.row.countryId} FROM ${organization.from} WHERE ${organization.row.id} = ${speaker}))`;
}

function resolveDimension(
  scope: StatementContext,
  statement: AliasedColumns<typeof statements>,
  by: StatementDimension,
  alone: boolean,
): StatementDimensionSql {
  const plain = (name: string, column: SQL, party: boolean): StatementDimensionSql => ({
    raw: { [name]: column },
    value: (raw) => raw(name),
    isParty: party,
  });
  switch (by) {
    case 'YEAR': {
      const year = (at: SQL): SQL => sql`CAST(substr(${at}, 1, 4) AS INTEGER)`;
      // Alone, days are grouped in the order of an index. With other dimensions, years make far fewer groups than days.
      return alone
        ? { raw: { at: statement.at }, value: (raw) => year(raw('at')), isParty: false }
        : plain('year', year(statement.at), false);
    }
    case 'SPEAKER':
      return plain('speaker', statement.speakerId, true);
    case 'SPEAKER_COUNTRY':
      return {
        raw: { speaker: statement.speakerId, term: statement.speakerTermId },
        value: (raw) => selectSpeakerCountry(scope, raw('speaker'), raw('term')),
        isParty: true,
      };
    case 'ABOUT': {
      const { row, from } = scope.aliasTable(statementParties);
      const join = sql` LEFT JOIN ${from} ON ${row.entryId} = ${statement.id} AND ${row.role} = 'ABOUT'`;
      return { ...plain('about', row.partyId, true), join };
    }
    case 'MODE':
      return plain('mode', statement.mode, false);
  }
}

/**
 * Counts statements by dimensions: a row of `value0`, `value1` … and `statements` for each combination. Rows are first grouped
 * by columns, possibly in the order of an index, so that computed values are computed once per group.
 */
export function selectStatementCounts(
  scope: StatementContext,
  by: readonly StatementDimension[],
  filter: StatementFilter,
  order: CountOrder,
  limit: number,
): SQL {
  const { row, from } = scope.aliasTable(statements);
  const dimensions = by.map((dimension) => resolveDimension(scope, row, dimension, by.length === 1));
  const raw = Object.entries(Object.assign({}, ...dimensions.map((dimension) => dimension.raw)) as Record<string, SQL>);
  const columns = raw.map(([name, column]) => sql`${column} AS ${sql.raw(`raw_${name}`)}`);
  const names = sql.raw(raw.map(([name]) => `raw_${name}`).join(', '));
  const joins = sql.join(
    dimensions.map(({ join }) => join ?? sql``),
    sql``,
  );
  const values = dimensions.map(
    ({ value }, index) => sql`${value((name) => sql.raw(`raw_${name}`))} AS ${sql.raw(`value${index}`)}`,
  );
  const grouped = sql.raw(by.map((_, index) => `value${index}`).join(', '));
  const keys = dimensions.map(({ isParty: party }, index) => {
    const value = sql.raw(`value${index}`);
    const owner = scope.aliasTable(parties);
    return party ? sql`(SELECT ${owner.row.key} FROM ${owner.from} WHERE ${owner.row.id} = ${value})` : value;
  });
  const sorted = [
    ...(order === 'COUNT_DESC' ? [sql`statements DESC`] : order === 'COUNT_ASC' ? [sql`statements`] : []),
    ...keys,
  ];
  return sql`(SELECT ${sql.join(values, sql`, `)}, sum(counted) AS statements FROM
    (SELECT ${sql.join(columns, sql`, `)}, count(*) AS counted FROM ${from}${joins} WHERE ${allOf([searchFirstWhere(statementConditions(scope, row, filter), row.id), withinDeadline(row.id, 0.5)])} GROUP BY ${names})
    GROUP BY ${grouped} ORDER BY ${sql.join(sorted, sql`, `)} LIMIT ${limit})`;
}

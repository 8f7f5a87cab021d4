import { type SQL, sql } from 'drizzle-orm';
import { badInput } from '../../model/errors.ts';
import { describeInvalidIdentifier, registers } from '../../model/identifiers.ts';
import type { IdentifierScheme } from '../../model/vocabulary.ts';
import type { StatementContext } from '../sql-builder.ts';
import { countries, identifiers, parties } from '../tables/index.ts';
import type { Candidates } from './filter.ts';
import type { FilterSpec } from './filter-specs.ts';

export interface IdentifierFilter {
  scheme: IdentifierScheme;
  value: string;
}

/** What the identifiers are of. A filter of countries must not match a group. */
type IdentifiedNoun = 'party' | 'country' | 'office';

// Function declarations, because modules that import each other call them while they load.

/** The record whose `id` is the subject has this identifier. */
export function identifierFilter(noun: 'party' | 'country' = 'party'): FilterSpec<IdentifierFilter, { id: SQL }> {
  return {
    input: 'IdentifierFilter',
    description: describeIdentifierFilter(),
    prepare: (scope) => ({ compile: ({ id }, filter) => [{ test: identifierMatches(scope, id, filter, noun) }] }),
  };
}

export function describeIdentifierFilter(): string {
  return 'Has this identifier in another register. An identifier that is not on record matches nothing.';
}

/** `id` is the record with this identifier. */
export function identifierMatches(
  scope: StatementContext,
  id: SQL,
  filter: IdentifierFilter,
  noun: IdentifiedNoun,
): SQL {
  const { scheme, value } = filter;
  const message = describeInvalidIdentifier(scheme, value);
  if (message !== undefined) scope.require(sql`1`, (_one, path) => badInput(message, path && `${path}.value`), filter);
  if (!isUnique(filter)) return noun === 'office' ? sql`0` : sql`${id} IN (${selectByCode(scope, filter, noun)})`;
  const { row, from } = scope.aliasTable(identifiers);
  const country = scope.aliasTable(countries);
  const isOfNoun =
    noun === 'country'
      ? sql` AND EXISTS (SELECT 1 FROM ${country.from} WHERE ${country.row.id} = ${row.partyId})`
      : sql``;
  const owner = noun === 'office' ? row.officeId : row.partyId;
  return sql`${id} = (SELECT ${owner} FROM ${from} WHERE ${row.scheme} = ${scheme} AND ${row.value} = ${value}${isOfNoun})`;
}

/** Whether no two records share an identifier, so that its test is an equality. */
const isUnique = ({ scheme }: IdentifierFilter): boolean => registers[scheme].countryField === undefined;

/** SELECT of the countries with a code, and of the region. Former and present countries may share one. */
function selectByCode(scope: StatementContext, { scheme, value }: IdentifierFilter, noun: IdentifiedNoun): SQL {
  const { row, from } = scope.aliasTable(countries);
  const column = row[registers[scheme].countryField ?? 'code'];
  const selectCountries = sql`SELECT ${row.id} FROM ${from} WHERE ${column} = ${value}`;
  if (scheme !== 'UN_M49' || noun === 'country') return selectCountries;
  const group = scope.aliasTable(parties);
  return sql`${selectCountries} UNION ALL SELECT ${group.row.id} FROM ${group.from} WHERE ${group.row.key} = ${value} AND ${group.row.kind} = 'GROUP'`;
}

/** The records that the filter can match. */
export const identifierCandidates = (
  scope: StatementContext,
  filter: IdentifierFilter,
  noun: IdentifiedNoun,
): Candidates => (isUnique(filter) ? 'one' : { values: selectByCode(scope, filter, noun) });

/** SELECT of the scheme, the value and the position of every identifier of a party or an office. */
export function selectIdentifiers(
  scope: StatementContext,
  id: SQL,
  owner: 'partyId' | 'officeId',
  { hasCodes }: { hasCodes: boolean },
): SQL {
  const { row, from } = scope.aliasTable(identifiers);
  const recorded = sql`SELECT ${row.scheme} AS "scheme", ${row.value} AS "value", ${row.ordinal} AS "ordinal" FROM ${from} WHERE ${row[owner]} = ${id}`;
  if (!hasCodes) return recorded;
  const country = scope.aliasTable(countries);
  const group = scope.aliasTable(parties);
  const codes = codesOfCountry.map(
    ({ scheme, field, pattern }, index) =>
      sql`SELECT ${scheme}, ${country.row[field]}, ${index - codesOfCountry.length} FROM ${country.from} WHERE ${country.row.id} = ${id} AND ${country.row[field]} GLOB ${pattern}`,
  );
  const region = sql`SELECT 'UN_M49', ${group.row.key}, -1 FROM ${group.from} WHERE ${group.row.id} = ${id} AND ${group.row.kind} = 'GROUP' AND ${group.row.key} GLOB '[0-9][0-9][0-9]'`;
  return sql.join([recorded, ...codes, region], sql` UNION ALL `);
}

/** The codes of a country, in order. XK and XKX are not those of ISO, which leaves them to users. */
const codesOfCountry = [
  { scheme: 'ISO_3166_1_ALPHA_2', field: 'code', pattern: '[A-WYZ][A-Z]' },
  { scheme: 'ISO_3166_1_ALPHA_3', field: 'alpha3', pattern: '[A-WYZ][A-Z][A-Z]' },
  { scheme: 'ISO_3166_3', field: 'code', pattern: '[A-Z][A-Z][A-Z][A-Z]' },
  { scheme: 'UN_M49', field: 'm49', pattern: '[0-9][0-9][0-9]' },
] as const satisfies readonly { scheme: IdentifierScheme; field: 'code' | 'alpha3' | 'm49'; pattern: string }[];

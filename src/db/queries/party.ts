import { type SQL, sql } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import { type AliasedColumns, allOf, type StatementContext } from '../sql-builder.ts';
import { appearances, names, organizations } from '../tables/index.ts';
import { type CountryFilter, countryMatches, isSelective, undatedCountryMatches } from './country.ts';
import { kindTests } from './entry-filters.ts';
import type { EntrySubject } from './evidence.ts';
import {
  type Candidates,
  type Condition,
  columnCondition,
  conditionsToSql,
  keyCandidates,
  listCondition,
  type TextFilter,
  textMatches,
} from './filter.ts';
import { compileFilters, type FilterSpec, type FilterValues, ownKeyFilter, testFilter } from './filter-specs.ts';
import { identifierCandidates, identifierFilter } from './identifier.ts';
import { nounKeyLookup } from './key-lookup.ts';

export const partyFilters = {
  key: ownKeyFilter('party', 'The key; for a country, its code (KZ).'),
  name: partyNameFilter(),
  sameAs: identifierFilter(),
  country: testFilter(
    'CountryFilter',
    'Is an organization of a matching country. The country itself does not match: filter by its key instead.',
    ({ id }: { id: SQL }, country: CountryFilter, scope) => organizationCountryMatches(scope, id, country),
  ),
};
export interface PartyFilter extends FilterValues<typeof partyFilters> {}

// The modules of countries, parties and positions import each other, and their lists call these functions while they load:
// function declarations that use no import before a statement is compiled.

/** Any name of the party whose `id` is the subject. */
export function partyNameFilter(): FilterSpec<TextFilter, { id: SQL }> {
  return {
    input: 'TextFilter',
    description: 'Any of the names, in any language.',
    prepare: (scope) => ({ compile: ({ id }, name) => [{ test: partyNameMatches(scope, id, name) }] }),
  };
}

/** `column` is the id of a party. */
export function partyColumnFilter<Column extends string>(
  column: Column,
  description: string,
): FilterSpec<PartyFilter, { row: Readonly<Record<Column, SQL>> }> {
  return {
    input: 'PartyFilter',
    description,
    prepare: (scope) => ({
      compile: ({ row: { [column]: id } }, party) => [
        columnCondition(id, partyMatches(scope, id, party), partyCandidates(scope, party)),
      ],
    }),
  };
}

/** `table` lists the parties of a row; `role` if only those listed in that role count. */
export function partyListFilter(
  table: SQLiteTable,
  description: string,
  role?: string,
): FilterSpec<PartyFilter, { row: { readonly id: SQL } }> {
  return {
    input: 'PartyFilter',
    description,
    prepare: (scope) => ({ compile: ({ row }, party) => [listedPartyCondition(scope, table, row.id, party, role)] }),
  };
}

/** Entries in which a party takes part. */
export function participantFilter(description: string): FilterSpec<PartyFilter, EntrySubject> {
  return {
    input: 'PartyFilter',
    description,
    prepare: (scope) => ({
      compile: ({ row, kind }, party) => [participantCondition(scope, row.id, party, kind)],
    }),
  };
}

/** Entries in which a matching party takes part; `kind` if all rows are of one kind. */
export const participantCondition = (
  scope: StatementContext,
  entryId: SQL,
  filter: PartyFilter,
  kind?: string,
): Condition =>
  listCondition(
    scope,
    appearances,
    entryId,
    (row) => allOf([partyMatches(scope, row.partyId as SQL, filter), ...kindTests(row, kind)]),
    { column: 'partyId', candidates: partyCandidates(scope, filter) },
  );

function listedPartyCondition(
  scope: StatementContext,
  table: SQLiteTable,
  id: SQL,
  party: PartyFilter,
  role: string | undefined,
): Condition {
  const isInRole = (list: AliasedColumns): SQL =>
    role === undefined ? sql`` : sql`${list.role as SQL} = ${role} AND `;
  const where = (list: AliasedColumns): SQL => sql`${isInRole(list)}${partyMatches(scope, list.partyId as SQL, party)}`;
  return listCondition(scope, table, id, where, { column: 'partyId', candidates: partyCandidates(scope, party) });
}

/** Any name of the party with this id matches. */
export function partyNameMatches(scope: StatementContext, party: SQL, filter: TextFilter): SQL {
  return sql`${party} IN (${selectPartiesByName(scope, filter)})`;
}

/** SELECT of the distinct parties with a matching name. */
export function selectPartiesByName(scope: StatementContext, filter: TextFilter): SQL {
  const { row, from } = scope.aliasTable(names);
  return sql`SELECT DISTINCT ${row.partyId} FROM ${from} WHERE ${textMatches(row.folded, filter)}`;
}

export function partyMatches(scope: StatementContext, party: SQL, filter: PartyFilter): SQL {
  return conditionsToSql(compileFilters(scope, partyFilters, { id: party }, filter));
}

/** The parties that the filter can match. */
export function partyCandidates(scope: StatementContext, { key, name, sameAs, country }: PartyFilter): Candidates {
  const byKey = keyCandidates(key, nounKeyLookup(scope, 'party'));
  if (byKey) return byKey === 'one' ? byKey : { ...byKey, exact: !name && !sameAs && !country };
  if (sameAs) return identifierCandidates(scope, sameAs, 'party');
  if (name) return { values: selectPartiesByName(scope, name), exact: !country };
  if (!country || !isSelective(country)) return undefined;
  const { row, from } = scope.aliasTable(organizations);
  return { values: sql`SELECT ${row.id} FROM ${from} WHERE ${undatedCountryMatches(scope, row.countryId, country)}` };
}

/** The party is an organization of a matching country; the country itself does not match. */
function organizationCountryMatches(scope: StatementContext, party: SQL, filter: CountryFilter): SQL {
  const { row, from } = scope.aliasTable(organizations);
  const today = sql`${new Date().toISOString().slice(0, 10)}`;
  return sql`${party} IN (SELECT ${row.id} FROM ${from} WHERE ${countryMatches(scope, row.countryId, filter, today)})`;
}

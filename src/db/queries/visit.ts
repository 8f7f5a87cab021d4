import { type SQL, sql } from 'drizzle-orm';
import { visitPurposes, visitStatuses, visitTypes } from '../../model/vocabulary.ts';
import { type AliasedColumns, allOf, type StatementContext } from '../sql-builder.ts';
import { people, visitMet, visitOrigins, visitPurposesTable, type visits, visitTravellers } from '../tables/index.ts';
import { type CountryFilter, countryCandidates, countryMatches } from './country.ts';
import { sourceFilter, textSearchFilter } from './entry-filters.ts';
import { conditionsOfKind, type EntrySubject, evidenceFilters } from './evidence.ts';
import {
  type Condition,
  columnCondition,
  conditionsToSql,
  type DateFilter,
  enumConditions,
  type LogicalFilter,
  listCondition,
  periodOverlaps,
  valuesClause,
} from './filter.ts';
import {
  customFilter,
  dateFilter,
  enumFilter,
  type FilterValues,
  keyFilter,
  sortDateFilter,
  testFilter,
  textFilter,
} from './filter-specs.ts';
import { type OfficeFilter, officeTermMatches, termCandidates } from './office.ts';
import { participantFilter, partyListFilter } from './party.ts';
import { type PersonFilter, personCandidates, personConditions } from './person.ts';

type VisitColumns = AliasedColumns<typeof visits>;
type VisitSubject = EntrySubject<VisitColumns>;

/** The person and the office of one and the same traveller. */
interface TravellerFilter {
  traveller?: PersonFilter | null | undefined;
  travellerOffice?: OfficeFilter | null | undefined;
}

export const visitFilters = {
  key: keyFilter('id', 'visit', 'The key.'),
  traveller: customFilter(
    'PersonFilter',
    'Has a matching person among its travellers.',
    ({ row }: VisitSubject, traveller: PersonFilter, scope, { travellerOffice }: TravellerFilter) => [
      travellerCondition(scope, row, { traveller, travellerOffice }),
    ],
  ),
  travellerOffice: customFilter(
    'OfficeFilter',
    'Has a traveller who held a matching office during the visit.',
    ({ row }: VisitSubject, travellerOffice: OfficeFilter, scope, { traveller }: TravellerFilter) =>
      traveller ? [] : [travellerCondition(scope, row, { travellerOffice })],
  ),
  travellerCountry: customFilter(
    'CountryFilter',
    'Has a traveller who travelled for a matching country: a person, mostly through the office held, or the state itself.',
    ({ row }: VisitSubject, country: CountryFilter, scope) => [
      listCondition(
        scope,
        visitOrigins,
        row.id,
        (list) => countryMatches(scope, list.countryId as SQL, country, list.at as SQL),
        { column: 'countryId', candidates: countryCandidates(scope, country) },
      ),
    ],
  ),
  host: customFilter(
    'CountryFilter',
    'The host country, as of the date of the visit.',
    ({ row }: VisitSubject, host: CountryFilter, scope) => [
      columnCondition(row.hostId, countryMatches(scope, row.hostId, host, row.at), countryCandidates(scope, host)),
    ],
  ),
  place: textFilter('place', 'The place in the country, as the source spells it.'),
  met: partyListFilter(visitMet, 'A matching party was met.'),
  party: participantFilter('A matching party took part: as host, traveller, country of a traveller, or met.'),
  start: sortDateFilter('start', 'The first day of the visit.'),
  end: dateFilter('end', 'The last day of the visit.'),
  during: testFilter(
    'DateFilter',
    'Was under way on at least one day of the window.',
    ({ row }: VisitSubject, window: DateFilter) => duringMatches(row, window),
  ),
  type: enumFilter('type', visitTypes, 'Is of one of these types.'),
  purpose: customFilter(
    visitPurposes,
    'Has at least one of these purposes.',
    ({ row }: VisitSubject, purposes: string[], scope) => [purposeCondition(scope, row, purposes)],
  ),
  status: enumFilter('status', visitStatuses, 'Has one of these statuses.'),
  trip: keyFilter('tripId', 'trip', 'A leg of a trip with this key.'),
  source: sourceFilter,
  text: textSearchFilter,
  ...evidenceFilters,
};
export interface VisitFilter extends FilterValues<typeof visitFilters>, LogicalFilter<VisitFilter> {}

export const visitConditions = conditionsOfKind<typeof visits, typeof visitFilters, VisitFilter>(visitFilters, 'VISIT');

function purposeCondition(scope: StatementContext, row: VisitColumns, purposes: string[]): Condition {
  return listCondition(
    scope,
    visitPurposesTable,
    row.id,
    (list) => conditionsToSql(enumConditions(list.purpose as SQL, purposes)),
    {
      column: 'purpose',
      candidates: purposes.length === 1 ? 'one' : purposes.length > 1 ? { values: valuesClause(purposes) } : undefined,
      isUnselective: true,
    },
  );
}

function travellerCondition(
  scope: StatementContext,
  row: VisitColumns,
  { traveller, travellerOffice }: TravellerFilter,
): Condition {
  // The filters by key and by country match only people.
  const mayMatchStates = traveller && !traveller.key && !traveller.country;
  const where = (list: AliasedColumns): SQL =>
    allOf([
      ...(traveller ? [conditionsToSql(personConditions(scope, list.partyId as SQL, traveller, list.at as SQL))] : []),
      ...(mayMatchStates ? [isPerson(scope, list.partyId as SQL)] : []),
      ...(travellerOffice ? [officeTermMatches(scope, list.termId as SQL, travellerOffice, list.at as SQL)] : []),
    ]);
  const candidates = traveller && personCandidates(scope, traveller);
  const access = candidates
    ? { column: 'partyId', candidates }
    : { column: 'termId', candidates: travellerOffice ? termCandidates(scope, travellerOffice) : undefined };
  return listCondition(scope, visitTravellers, row.id, where, access);
}

function isPerson(scope: StatementContext, partyId: SQL): SQL {
  const { row, from } = scope.aliasTable(people);
  return sql`${partyId} IN (SELECT ${row.id} FROM ${from})`;
}

/** The visit and the window share a day. An unknown or qualified end is no later than the start for certain. */
const duringMatches = (row: VisitColumns, filter: DateFilter): SQL =>
  periodOverlaps(
    {
      certain: {
        begins: row.startLatest,
        ends: sql`coalesce(iif(${row.endQualifier} IS NULL, ${row.endEarliest}, NULL), ${row.startEarliest})`,
        qualifier: row.startQualifier,
      },
      possible: {
        begins: row.startEarliest,
        ends: sql`iif(${row.endEdtf} IS NULL, ${row.startLatest}, ${row.endLatest})`,
      },
    },
    filter,
  );

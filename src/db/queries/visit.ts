import { type SQL, sql } from 'drizzle-orm';
import { type AliasedColumns, allOf, type StatementContext } from '../sql-builder.ts';
import { visitMet, visitOrigins, visitPurposesTable, type visits, visitTravellers } from '../tables/index.ts';
import { type CountryFilter, countryCandidates, countryConditions } from './country.ts';
import { partyCondition, sourceCondition } from './entry.ts';
import { type EvidenceFilters, evidenceConditions } from './evidence.ts';
import {
  type Condition,
  columnCondition,
  conditionsToSql,
  type DateFilter,
  dateMatches,
  enumConditions,
  type KeyFilter,
  keyCandidates,
  keyMatches,
  type LogicalFilter,
  listCondition,
  logicalConditions,
  periodOverlaps,
  pickFuzzyDate,
  sortDateCondition,
  testCondition,
  valuesClause,
} from './filter.ts';
import { nounKeyLookup } from './key-lookup.ts';
import { type OfficeFilter, officeTermMatches, termCandidates } from './office.ts';
import { type PartyFilter, partyCandidates, partyMatches } from './party.ts';
import { type PersonFilter, personCandidates, personConditions } from './person.ts';
import { textSearchCondition } from './search.ts';

export interface VisitFilter extends LogicalFilter<VisitFilter>, EvidenceFilters {
  traveller?: PersonFilter | null;
  travellerOffice?: OfficeFilter | null;
  travellerCountry?: CountryFilter | null;
  host?: CountryFilter | null;
  met?: PartyFilter | null;
  party?: PartyFilter | null;
  start?: DateFilter | null;
  end?: DateFilter | null;
  during?: DateFilter | null;
  type?: string[] | null;
  purpose?: string[] | null;
  status?: string[] | null;
  trip?: KeyFilter | null;
  source?: KeyFilter | null;
  text?: string | null;
}

export function visitConditions(
  scope: StatementContext,
  row: AliasedColumns<typeof visits>,
  filter: VisitFilter,
): Condition[] {
  const { travellerCountry, host, met, purpose, trip } = filter;
  const ofTrip = nounKeyLookup(scope, 'trip');
  return [
    ...(filter.traveller || filter.travellerOffice ? [travellerCondition(scope, row, filter)] : []),
    ...(travellerCountry
      ? [
          listCondition(
            scope,
            visitOrigins,
            row.id,
            (list) =>
              conditionsToSql(countryConditions(scope, list.countryId as SQL, travellerCountry, list.at as SQL)),
            {
              column: 'countryId',
              candidates: countryCandidates(scope, travellerCountry),
            },
          ),
        ]
      : []),
    ...(host
      ? [
          columnCondition(
            row.hostId,
            conditionsToSql(countryConditions(scope, row.hostId, host, row.at)),
            countryCandidates(scope, host),
          ),
        ]
      : []),
    ...(met
      ? [
          listCondition(scope, visitMet, row.id, (list) => partyMatches(scope, list.partyId as SQL, met), {
            column: 'partyId',
            candidates: partyCandidates(scope, met),
          }),
        ]
      : []),
    ...(filter.party ? [partyCondition(scope, row.id, filter.party, 'VISIT')] : []),
    ...(filter.start ? [sortDateCondition(pickFuzzyDate(row, 'start'), filter.start)] : []),
    ...(filter.end ? [testCondition(dateMatches(pickFuzzyDate(row, 'end'), filter.end))] : []),
    ...(filter.during ? [testCondition(duringMatches(row, filter.during))] : []),
    ...enumConditions(row.type, filter.type),
    ...(purpose
      ? [
          listCondition(
            scope,
            visitPurposesTable,
            row.id,
            (list) => conditionsToSql(enumConditions(list.purpose as SQL, purpose)),
            {
              column: 'purpose',
              candidates:
                purpose.length === 1 ? 'one' : purpose.length > 1 ? { values: valuesClause(purpose) } : undefined,
              isUnselective: true,
            },
          ),
        ]
      : []),
    ...enumConditions(row.status, filter.status),
    ...(trip ? [columnCondition(row.tripId, keyMatches(row.tripId, trip, ofTrip), keyCandidates(trip, ofTrip))] : []),
    ...(filter.source ? [sourceCondition(scope, row.id, filter.source, 'VISIT')] : []),
    ...(filter.text != null ? [textSearchCondition(scope, row.id, filter.text, 'VISIT')] : []),
    ...evidenceConditions(scope, row.id, filter, 'VISIT'),
    ...logicalConditions(filter, (one) => visitConditions(scope, row, one)),
  ];
}

/** The person and the office are asked of one and the same traveller. */
function travellerCondition(
  scope: StatementContext,
  row: AliasedColumns<typeof visits>,
  { traveller, travellerOffice }: VisitFilter,
): Condition {
  const where = (list: AliasedColumns): SQL =>
    allOf([
      ...(traveller ? [conditionsToSql(personConditions(scope, list.personId as SQL, traveller, list.at as SQL))] : []),
      ...(travellerOffice ? [officeTermMatches(scope, list.termId as SQL, travellerOffice, list.at as SQL)] : []),
    ]);
  const people = traveller && personCandidates(scope, traveller);
  const way = people
    ? { column: 'personId', candidates: people }
    : { column: 'termId', candidates: travellerOffice ? termCandidates(scope, travellerOffice) : undefined };
  return listCondition(scope, visitTravellers, row.id, where, way);
}

/** The visit and the window share a day. An unknown end is no later than the start for certain. */
const duringMatches = (row: AliasedColumns<typeof visits>, filter: DateFilter): SQL =>
  periodOverlaps(
    {
      certain: { begins: row.startLatest, ends: sql`coalesce(${row.endEarliest}, ${row.startEarliest})` },
      possible: { begins: row.startEarliest, ends: sql`coalesce(${row.endLatest}, ${row.startLatest})` },
    },
    filter,
  );

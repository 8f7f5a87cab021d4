import { type SQL, sql } from 'drizzle-orm';
import { all, type Row, type Scope } from '../sql-builder.ts';
import { visitMet, visitOrigins, visitPurposesTable, type visits, visitTravellers } from '../tables/index.ts';
import { type CountryFilter, countryCandidates, countryConditions } from './country.ts';
import { fromSource, withParty } from './entry.ts';
import { type Evidenced, evidenceConditions } from './evidence.ts';
import {
  among,
  type Combined,
  type Condition,
  combine,
  type DateFilter,
  dated,
  datedBy,
  fuzzyOf,
  inList,
  type KeyFilter,
  keyed,
  namedBy,
  onColumn,
  only,
  overlaps,
  rowsOf,
  tests,
} from './filter.ts';
import { keyLookup } from './key-lookup.ts';
import { type OfficeFilter, termCandidates, termOfOffice } from './office.ts';
import { type PartyFilter, partyCandidates, partyWhere } from './party.ts';
import { type PersonFilter, personCandidates, personConditions } from './person.ts';
import { saying } from './search.ts';

export interface VisitFilter extends Combined<VisitFilter>, Evidenced {
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

export function visitConditions(scope: Scope, row: Row<typeof visits>, filter: VisitFilter): Condition[] {
  const { travellerCountry, host, met, purpose, trip } = filter;
  const ofTrip = keyLookup(scope, 'trip');
  return [
    ...(filter.traveller || filter.travellerOffice ? [travelled(scope, row, filter)] : []),
    ...(travellerCountry
      ? [
          inList(
            scope,
            visitOrigins,
            row.id,
            (list) => tests(countryConditions(scope, list.countryId as SQL, travellerCountry, list.at as SQL)),
            {
              column: 'countryId',
              candidates: countryCandidates(scope, travellerCountry),
            },
          ),
        ]
      : []),
    ...(host
      ? [
          onColumn(
            row.hostId,
            tests(countryConditions(scope, row.hostId, host, row.at)),
            countryCandidates(scope, host),
          ),
        ]
      : []),
    ...(met
      ? [
          inList(scope, visitMet, row.id, (list) => partyWhere(scope, list.partyId as SQL, met), {
            column: 'partyId',
            candidates: partyCandidates(scope, met),
          }),
        ]
      : []),
    ...(filter.party ? [withParty(scope, row.id, filter.party, 'VISIT')] : []),
    ...(filter.start ? [datedBy(fuzzyOf(row, 'start'), filter.start)] : []),
    ...(filter.end ? [only(dated(fuzzyOf(row, 'end'), filter.end))] : []),
    ...(filter.during ? [only(underWay(row, filter.during))] : []),
    ...among(row.type, filter.type),
    ...(purpose
      ? [
          inList(scope, visitPurposesTable, row.id, (list) => tests(among(list.purpose as SQL, purpose)), {
            column: 'purpose',
            candidates: purpose.length === 1 ? 'one' : purpose.length > 1 ? { values: rowsOf(purpose) } : undefined,
            common: true,
          }),
        ]
      : []),
    ...among(row.status, filter.status),
    ...(trip ? [onColumn(row.tripId, keyed(row.tripId, trip, ofTrip), namedBy(trip, ofTrip))] : []),
    ...(filter.source ? [fromSource(scope, row.id, filter.source, 'VISIT')] : []),
    ...(filter.text != null ? [saying(scope, row.id, filter.text, 'VISIT')] : []),
    ...evidenceConditions(scope, row.id, filter, 'VISIT'),
    ...combine(filter, (one) => visitConditions(scope, row, one)),
  ];
}

/** The person and the office are asked of one and the same traveller. */
function travelled(scope: Scope, row: Row<typeof visits>, { traveller, travellerOffice }: VisitFilter): Condition {
  const where = (list: Row): SQL =>
    all([
      ...(traveller ? [tests(personConditions(scope, list.personId as SQL, traveller, list.at as SQL))] : []),
      ...(travellerOffice ? [termOfOffice(scope, list.termId as SQL, travellerOffice, list.at as SQL)] : []),
    ]);
  const people = traveller && personCandidates(scope, traveller);
  const way = people
    ? { column: 'personId', candidates: people }
    : { column: 'termId', candidates: travellerOffice ? termCandidates(scope, travellerOffice) : undefined };
  return inList(scope, visitTravellers, row.id, where, way);
}

/** The visit and the window share a day. An unknown end is no later than the start for certain. */
const underWay = (row: Row<typeof visits>, filter: DateFilter): SQL =>
  overlaps(
    {
      certain: { begins: row.startLatest, ends: sql`coalesce(${row.endEarliest}, ${row.startEarliest})` },
      possible: { begins: row.startEarliest, ends: sql`coalesce(${row.endLatest}, ${row.startLatest})` },
    },
    filter,
  );

import { type SQL, sql } from 'drizzle-orm';
import { all, type Row, type Scope } from '../row.ts';
import { trips, visitMet, visitOrigins, visitPurposesTable, type visits, visitTravellers } from '../tables/index.ts';
import { type CountryFilter, countryConditions } from './country.ts';
import { fromSource, saying, withParty } from './entry.ts';
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
  isOne,
  type KeyFilter,
  keyed,
  keyLookup,
  only,
  tests,
  windowOf,
} from './filter.ts';
import { type OfficeFilter, termOfOffice } from './office.ts';
import { type PartyFilter, partyWhere } from './party.ts';
import { type PersonFilter, personConditions } from './person.ts';

export interface VisitFilter extends Combined<VisitFilter> {
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

const onlyKey = (filter: { key?: KeyFilter | null }): boolean =>
  isOne(filter.key) && Object.values(filter).filter((value) => value != null).length === 1;
const onlyCode = (filter: CountryFilter): boolean =>
  isOne(filter.code) && Object.values(filter).filter((value) => value != null).length === 1;

export function visitConditions(scope: Scope, row: Row<typeof visits>, filter: VisitFilter): Condition[] {
  const at = row.at;
  return [
    ...(filter.traveller || filter.travellerOffice ? [travelled(scope, row, filter)] : []),
    ...(filter.travellerCountry
      ? [
          inList(
            scope,
            visitOrigins,
            row.id,
            (list) => tests(countryConditions(scope, list.countryId as SQL, filter.travellerCountry ?? {}, at)),
            onlyCode(filter.travellerCountry),
          ),
        ]
      : []),
    ...(filter.host ? countryConditions(scope, row.hostId, filter.host, at) : []),
    ...(filter.met
      ? [inList(scope, visitMet, row.id, (list) => partyWhere(scope, list.partyId as SQL, filter.met ?? {}), onlyKey(filter.met))]
      : []),
    ...(filter.party ? [withParty(scope, row.id, filter.party)] : []),
    ...(filter.start ? [only(datedBy(at, fuzzyOf(row, 'start'), filter.start))] : []),
    ...(filter.end ? [only(dated(fuzzyOf(row, 'end'), filter.end))] : []),
    ...(filter.during ? [only(underWay(row, filter.during))] : []),
    ...among(row.type, filter.type),
    ...(filter.purpose
      ? [
          inList(
            scope,
            visitPurposesTable,
            row.id,
            (list) => tests(among(list.purpose as SQL, filter.purpose)),
            filter.purpose.length === 1,
          ),
        ]
      : []),
    ...among(row.status, filter.status),
    ...(filter.trip ? [only(keyed(row.tripId, filter.trip, keyLookup(scope, trips, 'trip')))] : []),
    ...(filter.source ? [fromSource(scope, row.id, filter.source)] : []),
    ...(filter.text != null ? [saying(scope, row.id, filter.text)] : []),
    ...combine(filter, (one) => visitConditions(scope, row, one)),
  ];
}

/** The person and the office are asked of one and the same traveller. */
function travelled(scope: Scope, row: Row<typeof visits>, { traveller, travellerOffice }: VisitFilter): Condition {
  const where = (list: Row): SQL =>
    all([
      ...(traveller ? [tests(personConditions(scope, list.personId as SQL, traveller, row.at))] : []),
      ...(travellerOffice ? [termOfOffice(scope, list.termId as SQL, travellerOffice, row.at)] : []),
    ]);
  return inList(scope, visitTravellers, row.id, where, traveller != null && !travellerOffice && onlyKey(traveller));
}

/** The visit and the window share a day: for certain, or possibly. An unknown end is no later than the start for certain. */
function underWay(row: Row<typeof visits>, filter: DateFilter): SQL {
  const { first, last } = windowOf(filter);
  if (first && last && first > last) return sql`0`;
  const possible = filter.certainty === 'POSSIBLE';
  const begins = possible ? row.startEarliest : row.startLatest;
  const ends = possible ? sql`coalesce(${row.endLatest}, ${row.startLatest})` : sql`coalesce(${row.endEarliest}, ${row.startEarliest})`;
  const open = (test: SQL, bound: SQL): SQL => (possible ? sql`(${bound} IS NULL OR ${test})` : test);
  return all([...(last ? [open(sql`${begins} <= ${last}`, begins)] : []), ...(first ? [open(sql`${ends} >= ${first}`, ends)] : [])]);
}
